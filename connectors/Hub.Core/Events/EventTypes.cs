namespace Hub.Core.Events;

/// <summary>Types of the events that cross the hub's border. The dossier code is the subject of all <c>dossier.*</c>, <c>postal.*</c> and of <c>rating.given</c>.</summary>
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
    public const string PostalPrefix = "vn.onestop.postal.";
    public const string PostalPickupRequested = "vn.onestop.postal.pickup-requested.v1";
    public const string PostalDeliveryRequested = "vn.onestop.postal.delivery-requested.v1";
    public const string PostalCancelRequested = "vn.onestop.postal.cancel-requested.v1";
    public const string PostalRedirectRequested = "vn.onestop.postal.redirect-requested.v1";

    public const string DossierSubmittedOnline = "vn.onestop.dossier.submitted-online.v1";
    public const string PortalNoticeReceived = "vn.onestop.portal.notice-received.v1";
    public const string ProcedureChanged = "vn.onestop.procedure.changed.v1";
    public const string ProcedureIntegrationStateChanged = "vn.onestop.procedure.integration-state-changed.v1";
    public const string PostalBooked = "vn.onestop.postal.booked.v1";
    public const string PostalRedirected = "vn.onestop.postal.redirected.v1";
    public const string PostalStatusChanged = "vn.onestop.postal.status-changed.v1";
    public const string PostalProofRecorded = "vn.onestop.postal.proof-recorded.v1";
    public const string PostalException = "vn.onestop.postal.exception.v1";
    public const string DeliveryHeld = "vn.onestop.delivery.held.v1";
}
