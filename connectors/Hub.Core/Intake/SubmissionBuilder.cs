using Hub.Core.Dossiers;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Procedures;

namespace Hub.Core.Intake;

/// <summary>Turns a checked event into what commits with it: its envelopes and the state it moves.</summary>
public sealed class SubmissionBuilder(Router router, IntakeRules rules)
{
    public Submission Build(CloudEvent e, string acceptedBy, DateTimeOffset now)
    {
        var fields = EventFields.Read(e.Data.Span);
        var at = e.Time ?? now;
        return new Submission
        {
            Event = e,
            Digest = EventDigest.Of(e),
            Direction = EventDirection.In,
            ReceivedAt = now,
            AcceptedBy = acceptedBy,
            Envelopes = router.Route(e),
            Dossier = Move(e, fields, at),
            Integration = Integration(e, at),
        };
    }

    private DossierMove? Move(CloudEvent e, EventFields fields, DateTimeOffset at) => e.Type switch
    {
        EventTypes.DossierReceived => Move(e, at, fields.LocalStatus ?? DossierStatus.Received.Name(), fields.ProcedureCode),
        EventTypes.DossierStatusChanged => Move(e, at, fields.Status, null),
        _ => EventTypes.IsAboutProcedure(e.Type) ? null : Move(e, at, null, null),
    };

    private DossierMove Move(CloudEvent e, DateTimeOffset at, string? status, string? procedure) => new(
        e.Subject!, at, status, status is not null && rules.Resolve(status)?.IsTerminal() == true, procedure);

    private static Integration? Integration(CloudEvent e, DateTimeOffset at) => e.Type switch
    {
        EventTypes.ProcedureIntegrationProposed => new Integration(e.Subject!, "proposed", IntegrationEvidence.Of(e), at),
        _ => null,
    };
}
