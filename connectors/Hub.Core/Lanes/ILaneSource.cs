using Hub.Core.Envelopes;

namespace Hub.Core.Lanes;

/// <summary>Where a lane gets its deliveries from: straight from the outbox, or by way of a broker. Called by one lane's step alone, never twice at once.</summary>
public interface ILaneSource
{
    Task<Haul> ClaimAsync(ClaimRequest request, CancellationToken ct);

    /// <summary>Called after the settlements of these deliveries have committed.</summary>
    ValueTask SettledAsync(IReadOnlyList<Delivery> deliveries);

    /// <summary>Called when their settlements could not be stored: their leases will run out.</summary>
    ValueTask UnsettledAsync(IReadOnlyList<Delivery> deliveries);

    /// <summary>The breaker is open: whatever has arrived and was not claimed goes back to where it waits.</summary>
    Task GiveBackAsync(CancellationToken ct);
}
