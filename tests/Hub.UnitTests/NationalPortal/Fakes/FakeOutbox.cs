using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Core.Trust;

namespace Hub.UnitTests.NationalPortal.Fakes;

internal sealed class FakeOutbox : IOutbox
{
    public List<EnvelopeDraft> Commands { get; } = [];

    public List<AuditEntry> Audit { get; } = [];

    public Task<int> CommandAsync(IReadOnlyList<EnvelopeDraft> drafts, AuditEntry audit, CancellationToken ct)
    {
        Commands.AddRange(drafts);
        Audit.Add(audit);
        return Task.FromResult(drafts.Count);
    }

    public Task<Claim<Delivery>> ClaimAsync(ClaimRequest request, CancellationToken ct) => throw new NotSupportedException();

    public Task<Claim<Notice>> AnnounceAsync(ClaimRequest request, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<Delivery?>> TakeAsync(IReadOnlyList<Notice> notices, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct) => throw new NotSupportedException();

    public Task ReleaseAsync(IReadOnlyList<Notice> notices, DateTimeOffset dueAt, CancellationToken ct) => throw new NotSupportedException();

    public Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken ct) => throw new NotSupportedException();

    public Task RefundAsync(IReadOnlyList<Charge> charges, DateTimeOffset dueAt, CancellationToken ct) => throw new NotSupportedException();

    public Task<int> RescueAsync(DateTimeOffset now, bool all, CancellationToken ct) => throw new NotSupportedException();

    public Task<DateTimeOffset?> NextDueAsync(string lane, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<EnvelopeRecord>> OfEventAsync(long eventSeq, CancellationToken ct) => throw new NotSupportedException();

    public Task<PartnerState?> StateAsync(string lane, string key, CancellationToken ct) => throw new NotSupportedException();
}
