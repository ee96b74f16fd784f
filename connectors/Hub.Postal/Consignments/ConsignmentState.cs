namespace Hub.Postal.Consignments;

/// <summary>Where a consignment is, whoever carries it. Which state may follow which stands in <see cref="ConsignmentMoves"/>.</summary>
public enum ConsignmentState
{
    /// <summary>Asked for by the case system; no operator is known to have it.</summary>
    Requested,
    Booked,
    PickupAssigned,

    /// <summary>Nobody or nothing was found at the sender's; the operator may come again.</summary>
    PickupFailed,
    PickedUp,
    InTransit,
    OutForDelivery,
    DeliveryFailed,
    Returning,
    Delivered,
    Returned,
    Cancelled,

    /// <summary>The operator gave it up. It may still be found: then it is delivered or returned.</summary>
    Lost,
}
