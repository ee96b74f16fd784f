using Hub.Core.Envelopes;
using Hub.Core.Trust;

namespace Hub.Core.Outbox;

/// <summary>The durable outbox by strands. Every method is one transaction.</summary>
public interface IOutbox
{
    /// <summary>Leases due strands and returns their heads, as many as pause, breaker, concurrency and rate of the lane allow over all instances.</summary>
    Task<Claim<Delivery>> ClaimAsync(ClaimRequest request, CancellationToken ct);

    /// <summary>Leases due strands under the same limits to be told to a broker; nobody delivers them yet.</summary>
    Task<Claim<Notice>> AnnounceAsync(ClaimRequest request, CancellationToken ct);

    /// <summary>
    /// Turns announced strands into deliveries, each once. Where the lane was paused or its breaker opened meanwhile the strand goes back to wait.
    /// </summary>
    /// <returns>One for each notice, in order; null when the token holds no longer or somebody has taken it.</returns>
    Task<IReadOnlyList<Delivery?>> TakeAsync(IReadOnlyList<Notice> notices, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct);

    /// <summary>Gives announced strands back that nobody has taken; they are due at <paramref name="dueAt"/>.</summary>
    Task ReleaseAsync(IReadOnlyList<Notice> notices, DateTimeOffset dueAt, CancellationToken ct);

    /// <summary>Ends deliveries. One whose lease was lost meanwhile changes nothing but leaves its attempt in the history.</summary>
    Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken ct);

    /// <summary>
    /// Takes back counted attempts and makes their envelopes due at <paramref name="dueAt"/>: the partner was away. A charge above which the count no longer
    /// stands was given back before, so that the same call may be made again when its end is not known.
    /// </summary>
    Task RefundAsync(IReadOnlyList<Charge> charges, DateTimeOffset dueAt, CancellationToken ct);

    /// <summary>
    /// Frees strands whose lease ran out (all leased ones when <paramref name="all"/>: only where no other instance can be at work) and marks the
    /// envelopes in delivery doubtful; an announcement that nobody took is no attempt. Returns how many.
    /// </summary>
    Task<int> RescueAsync(DateTimeOffset now, bool all, CancellationToken ct);

    /// <summary>Earliest due time of a free strand; null when none waits.</summary>
    Task<DateTimeOffset?> NextDueAsync(string lane, CancellationToken ct);

    /// <summary>Writes envelopes that follow from no event (a heal, a command), with the audit entry of who asked.</summary>
    /// <returns>How many were written: one whose lane, key and type already wait is not written again.</returns>
    Task<int> CommandAsync(IReadOnlyList<EnvelopeDraft> drafts, AuditEntry audit, CancellationToken ct);

    /// <summary>Envelopes that follow from an event, with history, in order.</summary>
    Task<IReadOnlyList<EnvelopeRecord>> OfEventAsync(long eventSeq, CancellationToken ct);

    /// <summary>What a connector remembers of its partner for a key.</summary>
    Task<PartnerState?> StateAsync(string lane, string key, CancellationToken ct);
}
