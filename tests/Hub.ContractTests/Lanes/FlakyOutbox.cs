using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Core.Stores;
using Hub.Core.Trust;

namespace Hub.ContractTests.Lanes;

/// <summary>A store whose disk fails when the test says so.</summary>
internal sealed class FlakyOutbox(IOutbox inner) : IOutbox
{
    public bool SettleFails { get; set; }

    /// <summary>Why the store refuses settlements; null when it does not.</summary>
    public StoreFault? Refusal { get; set; }

    public bool RefundFails { get; set; }

    /// <summary>The refund is made, and nobody hears of it.</summary>
    public bool RefundIsCutOff { get; set; }

    /// <summary>Told of each settling, and whether it will succeed.</summary>
    public Action<IReadOnlyList<Settlement>, bool> Settling { get; init; } = static (_, _) => { };

    public List<EnvelopeId> Refunded { get; } = [];

    public Task<Claim<Delivery>> ClaimAsync(ClaimRequest request, CancellationToken ct) => inner.ClaimAsync(request, ct);

    public Task<Claim<Notice>> AnnounceAsync(ClaimRequest request, CancellationToken ct) => inner.AnnounceAsync(request, ct);

    public Task<IReadOnlyList<Delivery?>> TakeAsync(IReadOnlyList<Notice> notices, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct) =>
        inner.TakeAsync(notices, now, leaseUntil, ct);

    public Task ReleaseAsync(IReadOnlyList<Notice> notices, DateTimeOffset dueAt, CancellationToken ct) => inner.ReleaseAsync(notices, dueAt, ct);

    public async Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken ct)
    {
        Settling(settlements, !SettleFails);
        if (Refusal is { } refused)
        {
            throw new StoreUnavailableException(refused, new IOException("disk I/O error"));
        }

        if (SettleFails)
        {
            throw new IOException("disk full");
        }

        await inner.SettleAsync(settlements, ct);
    }

    public async Task RefundAsync(IReadOnlyList<Charge> charges, DateTimeOffset dueAt, CancellationToken ct)
    {
        if (RefundFails)
        {
            throw new IOException("disk full");
        }

        await inner.RefundAsync(charges, dueAt, ct);
        if (RefundIsCutOff)
        {
            throw new IOException("no answer");
        }

        Refunded.AddRange(charges.Select(charge => charge.Id));
    }

    public Task<int> RescueAsync(DateTimeOffset now, bool all, CancellationToken ct) => inner.RescueAsync(now, all, ct);

    public Task<DateTimeOffset?> NextDueAsync(string lane, CancellationToken ct) => inner.NextDueAsync(lane, ct);

    public Task<int> CommandAsync(IReadOnlyList<EnvelopeDraft> drafts, AuditEntry audit, CancellationToken ct) => inner.CommandAsync(drafts, audit, ct);

    public Task<IReadOnlyList<EnvelopeRecord>> OfEventAsync(long eventSeq, CancellationToken ct) => inner.OfEventAsync(eventSeq, ct);

    public Task<PartnerState?> StateAsync(string lane, string key, CancellationToken ct) => inner.StateAsync(lane, key, ct);
}
