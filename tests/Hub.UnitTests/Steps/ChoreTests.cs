using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Core.Stores;
using Hub.Core.Trust;
using Hub.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.UnitTests.Steps;

/// <summary>The two small chores: pruning and rescue.</summary>
public sealed class ChoreTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Pruning_takes_small_bites_quickly_while_there_is_something_and_rests_after()
    {
        var retention = new MemoryRetention { Left = 1200 };
        var step = new PruneStep(retention, _clock, TimeSpan.FromDays(365));

        for (var bite = 0; bite < 3; bite++)
        {
            Assert.Equal(_clock.Now + TimeSpan.FromMilliseconds(200), await step.RunOnceAsync(default));
        }

        Assert.Equal(_clock.Now + TimeSpan.FromMinutes(10), await step.RunOnceAsync(default));
        Assert.Equal([500, 500, 200, 0], retention.Bites);
        Assert.Equal((_clock.Now - TimeSpan.FromDays(365), _clock.Now - TimeSpan.FromDays(7)), retention.Asked);
    }

    [Fact]
    public async Task The_rescue_looks_at_the_clock_and_at_no_lease_that_still_runs()
    {
        var outbox = new RescueOnly();
        var step = new RescueStep(outbox, _clock, NullLogger<RescueStep>.Instance);
        Assert.Equal(_clock.Now + TimeSpan.FromSeconds(10), await step.RunOnceAsync(default));
        Assert.Equal((_clock.Now, false), outbox.Asked);
    }

    private sealed class MemoryRetention : IRetention
    {
        public int Left { get; set; }

        public List<int> Bites { get; } = [];

        public (DateTimeOffset, DateTimeOffset) Asked { get; private set; }

        public Task<int> PruneAsync(DateTimeOffset before, DateTimeOffset idempotencyBefore, int limit, CancellationToken ct)
        {
            Asked = (before, idempotencyBefore);
            var removed = Math.Min(limit, Left);
            Left -= removed;
            Bites.Add(removed);
            return Task.FromResult(removed);
        }
    }

    private sealed class RescueOnly : IOutbox
    {
        public (DateTimeOffset, bool) Asked { get; private set; }

        public Task<int> RescueAsync(DateTimeOffset now, bool all, CancellationToken ct)
        {
            Asked = (now, all);
            return Task.FromResult(2);
        }

        public Task<Claim<Delivery>> ClaimAsync(ClaimRequest request, CancellationToken ct) => throw new NotSupportedException();

        public Task<Claim<Notice>> AnnounceAsync(ClaimRequest request, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyList<Delivery?>> TakeAsync(IReadOnlyList<Notice> notices, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct) => throw new NotSupportedException();

        public Task ReleaseAsync(IReadOnlyList<Notice> notices, DateTimeOffset dueAt, CancellationToken ct) => throw new NotSupportedException();

        public Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken ct) => throw new NotSupportedException();

        public Task RefundAsync(IReadOnlyList<Charge> charges, DateTimeOffset dueAt, CancellationToken ct) => throw new NotSupportedException();

        public Task<DateTimeOffset?> NextDueAsync(string lane, CancellationToken ct) => throw new NotSupportedException();

        public Task<int> CommandAsync(IReadOnlyList<EnvelopeDraft> drafts, AuditEntry audit, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyList<EnvelopeRecord>> OfEventAsync(long eventSeq, CancellationToken ct) => throw new NotSupportedException();

        public Task<PartnerState?> StateAsync(string lane, string key, CancellationToken ct) => throw new NotSupportedException();
    }
}
