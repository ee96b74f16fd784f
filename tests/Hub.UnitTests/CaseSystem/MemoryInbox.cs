using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Trust;

namespace Hub.UnitTests.CaseSystem;

internal sealed class MemoryInbox : IInbox
{
    private readonly List<StoredEvent> _all = [];

    public long Put(CloudEvent e, DateTimeOffset at)
    {
        _all.Add(new StoredEvent(_all.Count + 1, e, EventDirection.Out, at, "hub", EventDigest.Of(e)));
        return _all.Count;
    }

    public Task<StoredEvent?> FindBySeqAsync(long seq, CancellationToken ct) => Task.FromResult(_all.Find(stored => stored.Seq == seq));

    public Task<IReadOnlyList<Verdict>> AcceptAsync(IReadOnlyList<Submission> submissions, AuditEntry? audit, CancellationToken ct)
    {
        var verdicts = submissions.Select(submission => (Verdict)new Verdict.Accepted(Put(submission.Event, submission.ReceivedAt)));
        return Task.FromResult<IReadOnlyList<Verdict>>([.. verdicts]);
    }

    public Task<IReadOnlyList<StoredEvent>> FindAsync(string id, string? source, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<StoredEvent>>([.. _all.Where(stored => stored.Event.Id == id && (source ?? stored.Event.Source) == stored.Event.Source)]);

    public Task<IReadOnlyList<StoredEvent>> ListAsync(long after, int limit, EventDirection? direction, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<StoredEvent>>([.. _all.Where(stored => stored.Seq > after).Take(limit)]);
}
