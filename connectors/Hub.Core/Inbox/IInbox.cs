using Hub.Core.Events;
using Hub.Core.Trust;

namespace Hub.Core.Inbox;

/// <summary>Where events come in: stored once, with their envelopes and state, in one transaction.</summary>
public interface IInbox
{
    /// <summary>
    /// Returns only after the commit is durable. One verdict per submission, in order; a conflict or duplicate changes nothing and does not
    /// stop its neighbours. The audit entry commits in the same transaction.
    /// </summary>
    Task<IReadOnlyList<Verdict>> AcceptAsync(IReadOnlyList<Submission> submissions, AuditEntry? audit, CancellationToken ct);

    /// <summary>All events with this CloudEvents id; more than one only when several sources use the same id.</summary>
    Task<IReadOnlyList<StoredEvent>> FindAsync(string id, string? source, CancellationToken ct);

    /// <summary>The event at this place in the order of acceptance; null when retention has removed it.</summary>
    Task<StoredEvent?> FindBySeqAsync(long seq, CancellationToken ct);

    /// <summary>Events after a cursor in order of acceptance.</summary>
    /// <param name="direction">Null for both.</param>
    Task<IReadOnlyList<StoredEvent>> ListAsync(long after, int limit, EventDirection? direction, CancellationToken ct);
}

/// <summary>What the inbox decided about one submission.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <param name="Seq">The event's place in the feed.</param>
    public sealed record Accepted(long Seq) : Verdict;

    /// <summary>Same source and id, same digest: already here, nothing changed.</summary>
    public sealed record Duplicate(long Seq) : Verdict;

    /// <summary>Same source and id, another digest: refused.</summary>
    public sealed record Conflict(long Seq, ReadOnlyMemory<byte> StoredDigest) : Verdict;
}
