using Hub.Core.Ports;

namespace Hub.Core.Lanes;

/// <summary>When to ask a store for work again, by what kept the last claim from bringing more.</summary>
/// <param name="poll">Longest wait where another instance may have made work without this one hearing of it; null in a store of one process.</param>
public sealed class ClaimPace(IOutbox outbox, TimeProvider clock, TimeSpan? poll)
{
    private static readonly TimeSpan UntilOthersSettle = TimeSpan.FromSeconds(1);

    /// <returns>Null: only the lane's bell can tell.</returns>
    public async Task<DateTimeOffset?> NextAsync<T>(Claim<T> claim, CancellationToken ct)
    {
        var next = claim.Limit switch
        {
            ClaimLimit.Paused => null,
            ClaimLimit.Breaker => claim.Lane.ProbeAt,
            ClaimLimit.Rate => claim.TokenAt,
            // This instance's own are counted by its room: these are settled elsewhere, where nobody rings for us.
            ClaimLimit.Concurrency => clock.GetUtcNow() + UntilOthersSettle,
            _ => await outbox.NextDueAsync(claim.Lane.Lane, ct).ConfigureAwait(false),
        };
        return poll is { } most && clock.GetUtcNow() + most is var latest && (next is null || next > latest) ? latest : next;
    }
}
