using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.Postal.Consignments;

/// <summary>
/// The legal moves of a consignment, as one table. Scans are missed all the time, so a move may jump over states ahead; none leads back out of a
/// final state. The states are our own; the operators' codes are mapped to them by their dialects.
/// </summary>
public static class ConsignmentMoves
{
    /// <summary>
    /// So much earlier than a booking may be dated what an operator tells of the order: the booking has the hub's clock, its tracking events the operator's, which may be
    /// behind. Longer would let through what is told of an order of the same number before; from the first tracking event on both times are the operator's own.
    /// </summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>So far ahead of the hub's clock may be dated what is told, as what happened now; beyond it the time is doubted.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private static readonly ConsignmentState[] UnderWay = [InTransit, OutForDelivery, DeliveryFailed, Returning, Delivered, Returned, Lost];

    /// <summary>From each state, where it may go.</summary>
    public static readonly IReadOnlyDictionary<ConsignmentState, IReadOnlyList<ConsignmentState>> Table = new Dictionary<ConsignmentState, IReadOnlyList<ConsignmentState>>
    {
        [Requested] = [Booked, Cancelled],
        [Booked] = [PickupAssigned, PickupFailed, PickedUp, .. UnderWay, Cancelled],
        [PickupAssigned] = [PickupFailed, PickedUp, .. UnderWay, Cancelled],
        [PickupFailed] = [PickupAssigned, PickedUp, .. UnderWay, Cancelled],
        [PickedUp] = UnderWay,
        [InTransit] = [.. UnderWay.Where(state => state is not InTransit)],
        [OutForDelivery] = [.. UnderWay.Where(state => state is not OutForDelivery)],
        [DeliveryFailed] = [.. UnderWay.Where(state => state is not DeliveryFailed)],
        [Returning] = [Delivered, Returned, Lost],
        [Lost] = [Delivered, Returned],
        [Delivered] = [],
        [Returned] = [],
        [Cancelled] = [],
    };

    /// <summary>Nothing follows any more.</summary>
    public static bool IsFinal(ConsignmentState state) => Table[state].Count == 0;

    /// <summary>Nothing more is expected, though something lost may be found.</summary>
    public static bool IsOver(ConsignmentState state) => IsFinal(state) || state is Lost;

    /// <param name="since">When the present state began, by the act's own time.</param>
    /// <param name="at">When the told state began, by the act's own time.</param>
    public static MoveVerdict Judge(ConsignmentState present, DateTimeOffset since, ConsignmentState told, DateTimeOffset at) =>
        told == present ? MoveVerdict.Repeated
        : Table[present].Contains(told) ? IsOver(told) || at >= Earliest(present, since, at) ? MoveVerdict.Moved : MoveVerdict.Late
        : IsOver(told) ? MoveVerdict.Conflict
        : MoveVerdict.Late;

    // Operators tell times in whole seconds: such a time stands for any moment of its second.
    private static DateTimeOffset Earliest(ConsignmentState present, DateTimeOffset since, DateTimeOffset at) =>
        present is Booked ? since - Skew
        : at.Ticks % TimeSpan.TicksPerSecond == 0 ? since.AddTicks(-(since.Ticks % TimeSpan.TicksPerSecond))
        : since;
}

/// <summary>What a tracking event of a consignment's state comes to. Whatever it is, the tracking event is kept.</summary>
public enum MoveVerdict
{
    Moved,

    /// <summary>It says what is known already.</summary>
    Repeated,

    /// <summary>It tells of something before the present state: told late, out of order, or a scan over again.</summary>
    Late,

    /// <summary>It cannot be true together with the present state: a person must look.</summary>
    Conflict,

    /// <summary>It is kept and moves nothing: its code is not known, or its order is not ours.</summary>
    Unplaced,
}
