using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Trust;

namespace Hub.ContractTests.Transports;

/// <summary>An inbox to which something happens before or after it has stored.</summary>
internal sealed class InboxUnderTest(IInbox inner) : IInbox
{
    public Action<IReadOnlyList<Submission>> Before { get; set; } = static _ => { };

    public Action After { get; set; } = static () => { };

    public async Task<IReadOnlyList<Verdict>> AcceptAsync(IReadOnlyList<Submission> submissions, AuditEntry? audit, CancellationToken ct)
    {
        Before(submissions);
        var verdicts = await inner.AcceptAsync(submissions, audit, ct);
        After();
        return verdicts;
    }

    public Task<IReadOnlyList<StoredEvent>> FindAsync(string id, string? source, CancellationToken ct) => inner.FindAsync(id, source, ct);

    public Task<StoredEvent?> FindBySeqAsync(long seq, CancellationToken ct) => inner.FindBySeqAsync(seq, ct);

    public Task<IReadOnlyList<StoredEvent>> ListAsync(long after, int limit, EventDirection? direction, CancellationToken ct) =>
        inner.ListAsync(after, limit, direction, ct);
}
