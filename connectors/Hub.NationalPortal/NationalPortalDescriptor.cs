using Hub.Core.Dossiers;
using Hub.Core.Parties;
using Hub.NationalPortal.Kpi;
using Hub.NationalPortal.Settings;

namespace Hub.NationalPortal;

/// <summary>The National Public Service Portal, as the rest of the hub knows it.</summary>
public static class NationalPortalDescriptor
{
    /// <summary>Role of the portal's adapter calling in.</summary>
    public const string Role = "portal";

    public static Party<NationalPortalOptions> Party { get; } = new()
    {
        Lane = NationalPortalCodes.Lane,
        Name = new("Cổng Dịch vụ công quốc gia", "the National Public Service Portal"),
        Requests = NationalPortalConnector.Requests,
        Timeline = new Dictionary<string, TimelineWording>(StringComparer.Ordinal)
        {
            [PortalEventTypes.DossierSubmittedOnline] = (words, e) => TimelineWords.Join(
                words.Say(("Công dân nộp trên Cổng Dịch vụ công quốc gia", "Filed on the National Public Service Portal")), e.Text("procedure", "name") ?? e.Text("procedure", "code")),
            [PortalEventTypes.NoticeReceived] = (words, _) => words.Say(("Có thông báo từ Cổng Dịch vụ công quốc gia", "Notice from the National Public Service Portal")),
        },
        Findings = KpiRules.Sentences,
        Steps =
        [
            new("procedure-sync", AtOneInstance: false, Schedule: "procedure-sync"),
            new("national-portal-verify", AtOneInstance: true, Schedule: "verify"),
        ],
        Schedules = [new("procedure-sync", "0 5,20,35,50 * * * *"), new("verify", "0 3/10 * * * *")],
        Roles = [new(Role)],
        ReasonCodes = [.. NationalPortalReasons.Sentences.Keys],
        Section = "NationalPortal",
        Faults = options => options.BaseAddress is null
            ? NationalPortalOptionsValidator.CheckReceiver(options)
            : NationalPortalOptionsValidator.Check(options),
        Completed = options => options.WithSandboxAccount(),

        // The centre's own map first: it may even give a built-in code another meaning.
        Status = (options, name) =>
            options.StatusMap.TryGetValue(name, out var number) ? number is >= 1 and <= 10 ? (DossierStatus)number : null
            : NationalPortalCodes.LocalStatuses.TryGetValue(name, out var status) ? status
            : null,
        Missing = options => options.BaseAddress is null ? "NationalPortal:BaseAddress" : null,
    };
}
