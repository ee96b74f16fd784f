namespace Hub.Core.Events;

/// <summary>Types of the events that the heart itself reads; each party names its own. The subject is the procedure code of all <c>procedure.*</c>, and the dossier code of all others.</summary>
public static class EventTypes
{
    public const string Prefix = "vn.onestop.";
    public const string DossierReceived = "vn.onestop.dossier.received.v1";
    public const string DossierStatusChanged = "vn.onestop.dossier.status-changed.v1";
    public const string DossierProgressNoted = "vn.onestop.dossier.progress-noted.v1";
    public const string DossierResultIssued = "vn.onestop.dossier.result-issued.v1";
    public const string RatingGiven = "vn.onestop.rating.given.v1";
    public const string ProcedureIntegrationProposed = "vn.onestop.procedure.integration-proposed.v1";
    public const string ProcedureIntegrationWithdrawn = "vn.onestop.procedure.integration-withdrawn.v1";

    public const string ProcedureChanged = "vn.onestop.procedure.changed.v1";
    public const string ProcedureIntegrationStateChanged = "vn.onestop.procedure.integration-state-changed.v1";
    public const string DeliveryHeld = "vn.onestop.delivery.held.v1";

    /// <summary>Has no subject.</summary>
    public const string AuditHead = "vn.onestop.audit.head.v1";

    public static bool IsAboutProcedure(string type) => type.StartsWith(Prefix + "procedure.", StringComparison.Ordinal);
}
