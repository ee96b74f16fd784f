namespace Hub.Sandbox.NationalPortal;

/// <summary>Kinds of effects of the portal twin in <c>GET /_twin/effects</c>.</summary>
internal static class PortalEffects
{
    public const string Calls = "portal.calls";
    public const string Login = "portal.login";
    public const string LoginRefused = "portal.login.refused";
    public const string SessionRefused = "portal.session.refused";
    public const string OperationPrefix = "portal.operation.";
    public const string MagicPrefix = "portal.magic.";
    public const string AdapterRefused = "portal.adapter.refused";
    public const string DossierCreated = "portal.dossier.created";
    public const string DossierUpdated = "portal.dossier.updated";
    public const string CreateRefusedExisting = "portal.create.refused-existing";
    public const string UpdateRefusedUnknown = "portal.update.refused-unknown";
    public const string BackwardMove = "portal.backward-move";
    public const string RefusedInvalid = "portal.refused.invalid";
    public const string UnknownField = "portal.item.unknown-field";
    public const string ProgressLine = "portal.progress.line";
    public const string ProgressDoubled = "portal.progress.doubled";
    public const string ProgressOutOfOrder = "portal.progress.out-of-order";
    public const string ProgressRefusedUnknown = "portal.progress.refused-unknown";
    public const string IntegrationProposed = "portal.integration.proposed";
    public const string IntegrationWithdrawn = "portal.integration.withdrawn";
    public const string FilingStatus = "portal.filing.status";
    public const string FilingUnknown = "portal.filing.status-unknown";
    public const string SubmissionSent = "portal.submission.sent";

    /// <summary>The kinds that a check asks for, there from the start.</summary>
    public static readonly string[] Known =
    [
        Calls, Login, LoginRefused, SessionRefused, DossierCreated, DossierUpdated, CreateRefusedExisting, UpdateRefusedUnknown,
        BackwardMove, RefusedInvalid, UnknownField, ProgressLine, ProgressDoubled, ProgressOutOfOrder, ProgressRefusedUnknown,
        IntegrationProposed, IntegrationWithdrawn, FilingStatus, FilingUnknown, SubmissionSent,
    ];
}
