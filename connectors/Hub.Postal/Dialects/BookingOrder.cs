using Hub.Postal.Consignments;

namespace Hub.Postal.Dialects;

/// <summary>What an operator is asked to carry.</summary>
/// <param name="Number">The consignment's, the order number.</param>
/// <param name="Waybill">From a range, where the dialect needs one.</param>
/// <param name="Note">What is in it, in words.</param>
public sealed record BookingOrder(
    string Number, PostalDirection Direction, OrderParty Sender, OrderParty Receiver, IReadOnlyList<PostalPaper> Papers, long FeeToCollect,
    string? Service, string? Waybill, string Note);
