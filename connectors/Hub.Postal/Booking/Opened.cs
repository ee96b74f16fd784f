using Hub.Core.Outbox;
using Hub.Postal.Consignments;

namespace Hub.Postal.Booking;

/// <summary>The consignment of a request: found, or made and not yet stored.</summary>
/// <param name="Superseded">A former one that was never booked and ends with this one; null when there is none.</param>
/// <param name="Refusal">Why there can be none.</param>
internal sealed record Opened(Consignment? Consignment, Consignment? Superseded, Outcome? Refusal);
