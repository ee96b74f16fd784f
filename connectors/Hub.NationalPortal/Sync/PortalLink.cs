using System.Text.Json;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Sync;

/// <summary>The centre's link to the portal: the operations under the lane's one session, and the settings and tables by which both understand each other.</summary>
public sealed class PortalLink(INationalPortalApi api, PortalSession session, NationalPortalOptions options, TimeProvider clock)
{
    public NationalPortalOptions Options => options;

    public TimeProvider Clock => clock;

    public StatusRules Rules { get; } = new(options);

    public NationalPortalMapper Mapper { get; } = new(options);

    public Task<PortalReply> ListProceduresAsync(CancellationToken ct) => session.CallAsync(api.ListProceduresAsync, ct);

    public Task<PortalReply> ProcedureAsync(string procedureCode, CancellationToken ct) =>
        session.CallAsync((key, token) => api.ProcedureAsync(key, procedureCode, token), ct);

    public Task<PortalReply> ListAgenciesAsync(CancellationToken ct) => session.CallAsync(api.ListAgenciesAsync, ct);

    public Task<PortalReply> LookUpAsync(string dossierCode, CancellationToken ct) =>
        session.CallAsync((key, token) => api.LookUpAsync(key, dossierCode, token), ct);

    public Task<PortalReply> SyncDossierAsync(bool isUpdating, PortalDossierItem item, CancellationToken ct) =>
        session.CallAsync((key, token) => api.SyncDossiersAsync(key, isUpdating, [item], token), ct);

    public Task<PortalReply> AppendProgressAsync(IReadOnlyList<PortalProgressItem> lines, CancellationToken ct) =>
        session.CallAsync((key, token) => api.AppendProgressAsync(key, lines, token), ct);

    public Task<PortalReply> TellFilingStatusAsync(PortalFilingStatus item, CancellationToken ct) =>
        session.CallAsync((key, token) => api.TellFilingStatusAsync(key, item, token), ct);

    public Task<PortalReply> PushIntegrationAsync(JsonElement item, CancellationToken ct) =>
        session.CallAsync((key, token) => api.PushIntegrationAsync(key, item, token), ct);
}
