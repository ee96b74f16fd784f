namespace Hub.Sandbox.State;

/// <summary>Kinds of effects as <c>GET /_twin/effects</c> names them.</summary>
internal static class EffectNames
{
    public const string PortalCalls = "portal.calls";
    public const string PortalLogin = "portal.login";
    public const string PortalLoginRefused = "portal.login.refused";
    public const string PortalSessionRefused = "portal.session.refused";
    public const string PortalOperationPrefix = "portal.operation.";
    public const string PortalMagicPrefix = "portal.magic.";
    public const string PortalAdapterRefused = "portal.adapter.refused";
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
    public const string SubmissionSent = "portal.submission.sent";
    public const string WebhookCalls = "case-system.webhook.calls";
    public const string WebhookReceived = "case-system.webhook.received";
    public const string WebhookDuplicate = "case-system.webhook.duplicate";
    public const string WebhookRefused = "case-system.webhook.refused";

    public static string Fault(string party, string kind) => $"{party}.fault.{kind}";
}
