namespace Hub.Core.Dossiers;

/// <summary>The ten national statuses (<c>TrangThaiHoSo</c> 1 to 10); the numbers are the portal's.</summary>
public enum DossierStatus
{
    Registered = 1,
    Received = 2,
    Refused = 3,
    Processing = 4,
    SupplementRequired = 5,
    PaymentRequired = 6,
    Withdrawn = 7,
    Stopped = 8,
    Completed = 9,
    Returned = 10,
}
