using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Trust;

namespace Hub.UnitTests.Intake;

/// <summary>An inbox in memory, as strict about source and id as a real one.</summary>
internal sealed class InboxBook : IInbox
{
    private readonly Dictionary<(string, string), (long Seq, byte[] Digest)> _known = [];

    public List<Submission> Accepted { get; } = [];

    public List<AuditEntry?> Audits { get; } = [];

    public Task<IReadOnlyList<Verdict>> AcceptAsync(IReadOnlyList<Submission> submissions, AuditEntry? audit, CancellationToken ct)
    {
        Audits.Add(audit);
        return Task.FromResult<IReadOnlyList<Verdict>>([.. submissions.Select(Accept)]);
    }

    public Task<IReadOnlyList<StoredEvent>> FindAsync(string id, string? source, CancellationToken ct) => throw new NotSupportedException();

    public Task<StoredEvent?> FindBySeqAsync(long seq, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredEvent>> ListAsync(long after, int limit, EventDirection? direction, CancellationToken ct) => throw new NotSupportedException();

    private Verdict Accept(Submission s)
    {
        var key = (s.Event.Source, s.Event.Id);
        if (_known.TryGetValue(key, out var known))
        {
            return known.Digest.AsSpan().SequenceEqual(s.Digest.Span) ? new Verdict.Duplicate(known.Seq) : new Verdict.Conflict(known.Seq, known.Digest);
        }

        Accepted.Add(s);
        _known[key] = (Accepted.Count, s.Digest.ToArray());
        return new Verdict.Accepted(Accepted.Count);
    }
}
