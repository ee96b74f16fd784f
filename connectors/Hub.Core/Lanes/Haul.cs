using Hub.Core.Envelopes;

namespace Hub.Core.Lanes;

/// <summary>Deliveries a lane got from its source.</summary>
/// <param name="Lane">The lane's row as the source saw it; null when it saw none.</param>
/// <param name="NextAt">When asking again may bring more; null: only the lane's bell can tell.</param>
public sealed record Haul(IReadOnlyList<Delivery> Deliveries, LaneRow? Lane, DateTimeOffset? NextAt);
