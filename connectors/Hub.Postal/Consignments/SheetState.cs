namespace Hub.Postal.Consignments;

public enum SheetState
{
    Open,

    /// <summary>Nothing is added any more.</summary>
    Closed,

    /// <summary>Both sides (handover) or the receiving side (remittance) confirmed it.</summary>
    Confirmed,
}
