using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Hub.Core;

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

/// <summary>The states by the names under which events, settings and answers know them, and in words for staff.</summary>
public static class ConsignmentStates
{
    private static readonly Dictionary<ConsignmentState, (string Name, Bilingual Text)> Words = new()
    {
        [ConsignmentState.Requested] = ("requested", ("Đã yêu cầu", "Requested")),
        [ConsignmentState.Booked] = ("booked", ("Bưu điện đã nhận đơn", "Booked")),
        [ConsignmentState.PickupAssigned] = ("pickup-assigned", ("Đã phân công thu gom", "Pickup assigned")),
        [ConsignmentState.PickupFailed] = ("pickup-failed", ("Thu gom không thành công", "Pickup failed")),
        [ConsignmentState.PickedUp] = ("picked-up", ("Bưu tá đã nhận", "Picked up")),
        [ConsignmentState.InTransit] = ("in-transit", ("Đang vận chuyển", "In transit")),
        [ConsignmentState.OutForDelivery] = ("out-for-delivery", ("Đang đi phát", "Out for delivery")),
        [ConsignmentState.DeliveryFailed] = ("delivery-failed", ("Phát không thành công", "Delivery failed")),
        [ConsignmentState.Returning] = ("returning", ("Đang chuyển hoàn", "Returning")),
        [ConsignmentState.Delivered] = ("delivered", ("Đã phát", "Delivered")),
        [ConsignmentState.Returned] = ("returned", ("Đã chuyển hoàn", "Returned")),
        [ConsignmentState.Cancelled] = ("cancelled", ("Đã hủy", "Cancelled")),
        [ConsignmentState.Lost] = ("lost", ("Thất lạc", "Lost")),
    };

    private static readonly FrozenDictionary<string, ConsignmentState> Named = Words.ToFrozenDictionary(pair => pair.Value.Name, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Every name, in the order of the states.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Words.Values.Select(word => word.Name)];

    /// <summary>Stable, kebab-case: <c>out-for-delivery</c>.</summary>
    public static string Name(this ConsignmentState state) => Words[state].Name;

    /// <summary>What staff read.</summary>
    public static Bilingual Text(this ConsignmentState state) => Words[state].Text;

    /// <returns>False for what is none of <see cref="Names"/>.</returns>
    public static bool TryParse([NotNullWhen(true)] string? name, out ConsignmentState state)
    {
        state = default;
        return name is not null && Named.TryGetValue(name, out state);
    }
}
