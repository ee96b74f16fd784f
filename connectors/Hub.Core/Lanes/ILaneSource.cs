using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.Core.Lanes;

/// <summary>Where a lane gets its deliveries from: straight from the outbox, or by way of a broker. Called by one lane's step alone, never twice at once.</summary>
public interface ILaneSource
{
    Task<SourceClaim> ClaimAsync(ClaimRequest request, CancellationToken ct);

    /// <summary>Called after the settlements of these deliveries have committed.</summary>
    ValueTask SettledAsync(IReadOnlyList<Delivery> deliveries);

    /// <summary>Called when their settlements could not be stored: their leases will run out.</summary>
    ValueTask UnsettledAsync(IReadOnlyList<Delivery> deliveries);

    /// <summary>The breaker is open: whatever has arrived and was not claimed goes back to where it waits.</summary>
    Task GiveBackAsync(CancellationToken ct);
}

/// <summary>Deliveries a lane got from its source.</summary>
/// <param name="Lane">The lane's row as the source saw it; null when it saw none.</param>
/// <param name="NextAt">When asking again may bring more; null: only the lane's bell can tell.</param>
public sealed record SourceClaim(IReadOnlyList<Delivery> Deliveries, LaneRow? Lane, DateTimeOffset? NextAt);
