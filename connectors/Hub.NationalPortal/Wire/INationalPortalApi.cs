using System.Text.Json;

namespace Hub.NationalPortal.Wire;

/// <summary>The portal's operations, one method each, over HTTP only. No method throws for what the partner or the network does.</summary>
public interface INationalPortalApi
{
    Task<PortalReply> LoginAsync(CancellationToken ct);

    /// <summary><c>LayDanhSachTTHC</c>: all procedures of the unit.</summary>
    Task<PortalReply> ListProceduresAsync(string session, CancellationToken ct);

    /// <summary><c>LayThuTuc</c>: one procedure in full.</summary>
    Task<PortalReply> ProcedureAsync(string session, string procedureCode, CancellationToken ct);

    /// <summary><c>LayDanhMucCoQuan</c>.</summary>
    Task<PortalReply> ListAgenciesAsync(string session, CancellationToken ct);

    /// <summary><c>LayDanhMucLinhVuc</c>.</summary>
    Task<PortalReply> ListFieldsAsync(string session, CancellationToken ct);

    /// <summary><c>TraCuuHoSo</c>: an empty result means that the portal does not know the dossier.</summary>
    Task<PortalReply> LookUpAsync(string session, string dossierCode, CancellationToken ct);

    /// <summary><c>TraCuuTechID</c>: the portal account behind a personal id.</summary>
    Task<PortalReply> TechIdAsync(string session, string personalId, CancellationToken ct);

    /// <summary><c>DongBoHoSoMC</c>.</summary>
    Task<PortalReply> SyncDossiersAsync(string session, bool isUpdating, IReadOnlyList<PortalDossierItem> items, CancellationToken ct);

    /// <summary><c>CapNhatTienDoHoSoMC</c>.</summary>
    Task<PortalReply> AppendProgressAsync(string session, IReadOnlyList<PortalProgressItem> lines, CancellationToken ct);

    /// <summary><c>DongBoTrangThaiHoSo</c>.</summary>
    Task<PortalReply> TellFilingStatusAsync(string session, PortalFilingStatus item, CancellationToken ct);

    /// <summary>The configured operation that offers or withdraws a procedure (assumed).</summary>
    Task<PortalReply> PushIntegrationAsync(string session, JsonElement item, CancellationToken ct);
}
