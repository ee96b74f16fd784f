using Hub.Postal.Consignments;

namespace Hub.Postal.Dialects;

/// <summary>What an operator is asked to carry.</summary>
/// <param name="Number">The consignment's, the order number.</param>
/// <param name="Waybill">From a range, where the dialect needs one.</param>
/// <param name="Note">What is in it, in words.</param>
public sealed record BookingOrder(
    string Number, PostalDirection Direction, OrderParty Sender, OrderParty Receiver, IReadOnlyList<PostalPaper> Papers, long FeeToCollect,
    string? Service, string? Waybill, string Note);

/// <summary>A party with its address in the operator's own codes.</summary>
/// <param name="Address">The whole address in one line, without the province.</param>
/// <param name="Province">The operator's code.</param>
/// <param name="District">The operator's code; what it wants for an address of two levels where there is no district.</param>
/// <param name="Commune">The operator's code; null where it takes none.</param>
public sealed record OrderParty(string Name, string? Phone, string? Email, string Address, string Province, string? District, string? Commune);
