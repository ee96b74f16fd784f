namespace Hub.Postal.Settings;

/// <summary>Types of the post's events: what the centre asks for, and what it is told. The dossier code is the subject of all.</summary>
public static class PostalEventTypes
{
    public const string PickupRequested = "vn.onestop.postal.pickup-requested.v1";
    public const string DeliveryRequested = "vn.onestop.postal.delivery-requested.v1";
    public const string CancelRequested = "vn.onestop.postal.cancel-requested.v1";
    public const string RedirectRequested = "vn.onestop.postal.redirect-requested.v1";

    public const string Booked = "vn.onestop.postal.booked.v1";
    public const string Redirected = "vn.onestop.postal.redirected.v1";
    public const string StatusChanged = "vn.onestop.postal.status-changed.v1";
    public const string ProofRecorded = "vn.onestop.postal.proof-recorded.v1";
    public const string Exception = "vn.onestop.postal.exception.v1";
}
