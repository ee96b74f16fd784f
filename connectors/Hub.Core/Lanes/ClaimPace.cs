using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.Core.Lanes;

/// <summary>When to ask a store for work again, by what kept the last claim from bringing more.</summary>
/// <param name="poll">Longest wait where another instance may have made work without this one hearing of it; null in a store of one process.</param>
public sealed class ClaimPace(IOutbox outbox, TimeProvider clock, TimeSpan? poll)
{
    private static readonly TimeSpan UntilOthersSettle = TimeSpan.FromSeconds(1);

    /// <returns>Null: only the lane's bell can tell.</returns>
    public async Task<DateTimeOffset?> NextAsync<T>(Claim<T> claim, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var next = claim.Limit switch
        {
            ClaimLimit.Paused => null,
            // Past its time the probe is being made, or the trial delivery is under way; its end rings, at this instance.
            ClaimLimit.Breaker => claim.Lane.ProbeAt is { } probe && !Standing.IsDue(probe, now) ? probe : now + UntilOthersSettle,
            ClaimLimit.Rate => claim.TokenAt,
            // This instance's own are counted by its room: these are settled elsewhere, where nobody rings for us.
            ClaimLimit.Concurrency => now + UntilOthersSettle,
            _ when claim.DueAt is { } due => due < DateTimeOffset.MaxValue ? due : null,
            _ => await outbox.NextDueAsync(claim.Lane.Lane, ct),
        };
        return poll is { } most && now + most is var latest && (next is null || next > latest) ? latest : next;
    }
}
