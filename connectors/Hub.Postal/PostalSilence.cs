using Hub.Postal.Consignments;

namespace Hub.Postal;

/// <summary>Working days without any news after which a person must look, by state.</summary>
public sealed record PostalSilence
{
    public int Requested { get; init; } = 1;

    public int Booked { get; init; } = 2;

    public int PickupAssigned { get; init; } = 2;

    public int PickupFailed { get; init; } = 2;

    public int PickedUp { get; init; } = 2;

    public int InTransit { get; init; } = 3;

    public int OutForDelivery { get; init; } = 2;

    public int DeliveryFailed { get; init; } = 2;

    public int Returning { get; init; } = 5;

    /// <summary>Null for a state in which nothing more is expected.</summary>
    public int? DaysOf(ConsignmentState state) => state switch
    {
        ConsignmentState.Requested => Requested,
        ConsignmentState.Booked => Booked,
        ConsignmentState.PickupAssigned => PickupAssigned,
        ConsignmentState.PickupFailed => PickupFailed,
        ConsignmentState.PickedUp => PickedUp,
        ConsignmentState.InTransit => InTransit,
        ConsignmentState.OutForDelivery => OutForDelivery,
        ConsignmentState.DeliveryFailed => DeliveryFailed,
        ConsignmentState.Returning => Returning,
        _ => null,
    };
}
