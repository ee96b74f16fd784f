using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>Strands that are told to a broker before anybody delivers them.</summary>
public abstract class AnnounceContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private static readonly TimeSpan PastLease = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task An_announced_strand_is_taken_once_under_its_own_token()
    {
        var id = await PutAsync("A");
        var notice = Assert.Single(await AnnounceAsync());

        var taken = await TakeAsync(notice, notice);

        Assert.Equal(id, taken[0]!.Envelope.Id);
        Assert.Equal(notice.Lease, taken[0]!.Lease);
        Assert.Null(taken[1]);
        Assert.Null((await TakeAsync(notice))[0]);
        await SettleAsync(taken[0]!, Done);
        Assert.Equal(EnvelopeState.Done, (await FindAsync(id)).State);
        Assert.Null((await TakeAsync(notice))[0]);
    }

    [Fact]
    public async Task What_is_announced_is_neither_claimed_nor_announced_again()
    {
        await PutAsync("A");
        await PutAsync("A");
        await AnnounceAsync();

        Assert.Empty(await ClaimAsync());
        Assert.Empty(await AnnounceAsync());
    }

    [Fact]
    public async Task Each_notice_has_a_token_of_its_own()
    {
        await PutAsync("A");
        await PutAsync("B");

        var notices = await AnnounceAsync();

        Assert.Equal(2, notices.Select(notice => notice.Lease).Distinct().Count());
        Assert.Null((await TakeAsync(notices[0] with { Lease = notices[1].Lease }))[0]);
    }

    [Fact]
    public async Task Of_many_announced_at_once_each_is_taken_under_its_own_key_in_any_order()
    {
        // Falling due against the order of their names, which are not in the order of any language either.
        string[] keys = ["é", "Z", "a", "đ", "A", "9", "10", "Đ", "a|b", "ab", "a-b", "z", "2", "aa"];
        foreach (var key in keys)
        {
            await PutAsync(key);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var notices = await AnnounceAsync();
        Assert.Equal(keys, notices.Select(notice => notice.Key));
        Assert.Equal(keys.Length, notices.Select(notice => notice.Lease).Distinct().Count());

        Notice[] arrived = [.. notices.Reverse().Where((_, i) => i % 2 == 0), notices[0] with { Lease = notices[^1].Lease }, .. notices.Where((_, i) => i % 2 == 0)];
        var taken = await TakeAsync(arrived);

        Assert.Equal(keys.Order(StringComparer.Ordinal), taken.OfType<Delivery>().Select(delivery => delivery.Envelope.Key).Order(StringComparer.Ordinal));
        Assert.All(arrived.Zip(taken), pair => Assert.True(pair.Second is null || (pair.Second.Envelope.Key, pair.Second.Lease) == (pair.First.Key, pair.First.Lease)));
    }

    [Fact]
    public async Task A_released_announcement_is_due_again_and_its_notice_is_void()
    {
        await PutAsync("A");
        var notice = Assert.Single(await AnnounceAsync());

        await Outbox.ReleaseAsync([notice], Now, Ct);

        Assert.Null((await TakeAsync(notice))[0]);
        var next = Assert.Single(await AnnounceAsync());
        Assert.NotEqual(notice.Lease, next.Lease);
        Assert.NotNull((await TakeAsync(next))[0]);
    }

    [Fact]
    public async Task What_somebody_has_taken_can_no_longer_be_released()
    {
        await PutAsync("A");
        var notice = Assert.Single(await AnnounceAsync());
        await TakeAsync(notice);

        await Outbox.ReleaseAsync([notice], Now, Ct);

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_lost_announcement_comes_again_without_an_attempt_or_a_doubt()
    {
        var id = await PutAsync("A");
        await AnnounceAsync();
        Clock.Advance(PastLease);

        Assert.Equal(1, await Outbox.RescueAsync(Now, all: false, Ct));

        var record = await FindAsync(id);
        Assert.Empty(record.History);
        var delivery = await ClaimOneAsync();
        Assert.Equal((0, false), (delivery.Attempts, delivery.IsDoubtful));
    }

    [Fact]
    public async Task A_taken_one_whose_worker_died_is_doubtful()
    {
        await PutAsync("A");
        await TakeAsync(Assert.Single(await AnnounceAsync()));
        Clock.Advance(PastLease);

        Assert.Equal(1, await Outbox.RescueAsync(Now, all: false, Ct));

        Assert.True((await ClaimOneAsync()).IsDoubtful);
    }

    [Fact]
    public async Task Taking_begins_the_lease_anew()
    {
        await PutAsync("A");
        var notice = Assert.Single(await AnnounceAsync());
        Clock.Advance(TimeSpan.FromMinutes(2));
        await TakeAsync(notice);
        Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(0, await Outbox.RescueAsync(Now, all: false, Ct));
    }

    [Fact]
    public async Task A_lane_paused_meanwhile_takes_nothing_and_the_strand_waits()
    {
        await PutAsync("A");
        var notice = Assert.Single(await AnnounceAsync());
        await Port<ILaneBoard>().SetPausedAsync(Lane, true, null, Audit(), Ct);

        Assert.Null((await TakeAsync(notice))[0]);

        Assert.Equal(ClaimLimit.Paused, (await Outbox.AnnounceAsync(Request(), Ct)).Limit);
        await Port<ILaneBoard>().SetPausedAsync(Lane, false, null, Audit(), Ct);
        Assert.Single(await AnnounceAsync());
    }

    [Fact]
    public async Task A_lane_whose_breaker_opened_meanwhile_takes_nothing()
    {
        await PutAsync("A");
        var notice = Assert.Single(await AnnounceAsync());
        await Port<ILaneBoard>().SaveBreakerAsync(new LaneRow { Lane = Lane, Breaker = BreakerState.Open, ProbeAt = Now.AddSeconds(2) }, Ct);

        Assert.Null((await TakeAsync(notice))[0]);
        Assert.Equal(ClaimLimit.Breaker, (await Outbox.ClaimAsync(Request(), Ct)).Limit);
    }

    [Fact]
    public async Task The_lane_never_has_more_under_way_than_its_concurrency_announced_or_claimed()
    {
        foreach (var key in "ABCDE")
        {
            await PutAsync($"{key}");
        }

        var announced = await Outbox.AnnounceAsync(Request(max: 2, concurrency: 3), Ct);
        var claimed = await Outbox.ClaimAsync(Request(max: 10, concurrency: 3), Ct);

        Assert.Equal(2, announced.Items.Count);
        Assert.Equal(ClaimLimit.Concurrency, claimed.Limit);
        var delivery = Assert.Single(claimed.Items);
        Assert.Equal(ClaimLimit.Concurrency, (await Outbox.ClaimAsync(Request(concurrency: 3), Ct)).Limit);
        await SettleAsync(delivery, Done);
        Assert.Single((await Outbox.ClaimAsync(Request(concurrency: 3), Ct)).Items);
    }

    [Fact]
    public async Task On_trial_one_delivery_is_under_way_over_all()
    {
        await PutAsync("A");
        await PutAsync("B");
        await Port<ILaneBoard>().SaveBreakerAsync(new LaneRow { Lane = Lane, Breaker = BreakerState.Trial }, Ct);

        Assert.Single((await Outbox.ClaimAsync(Request(), Ct)).Items);
        var second = await Outbox.ClaimAsync(Request(), Ct);

        Assert.Empty(second.Items);
        Assert.Equal((ClaimLimit.Breaker, BreakerState.Trial), (second.Limit, second.Lane.Breaker));
    }

    [Fact]
    public async Task The_rate_holds_over_all_who_ask_and_tells_when_to_come_again()
    {
        for (var i = 0; i < 10; i++)
        {
            await PutAsync($"k-{i}");
        }

        var first = await Outbox.ClaimAsync(Request(max: 3, rate: 4), Ct);
        var second = await Outbox.AnnounceAsync(Request(rate: 4), Ct);

        Assert.Equal((3, ClaimLimit.Due), (first.Items.Count, first.Limit));
        Assert.Equal((1, ClaimLimit.Rate), (second.Items.Count, second.Limit));
        Assert.InRange(second.TokenAt!.Value, Now.AddMilliseconds(249), Now.AddMilliseconds(251));
        Clock.MoveTo(second.TokenAt.Value);
        Assert.Single((await Outbox.ClaimAsync(Request(rate: 4), Ct)).Items);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(4, (await Outbox.ClaimAsync(Request(rate: 4), Ct)).Items.Count);
    }

    [Fact]
    public async Task A_claim_that_found_nothing_spends_no_token()
    {
        Assert.Equal(ClaimLimit.Due, (await Outbox.ClaimAsync(Request(rate: 1), Ct)).Limit);
        await PutAsync("A");

        Assert.Single((await Outbox.ClaimAsync(Request(rate: 1), Ct)).Items);
    }

    [Fact]
    public async Task Of_many_workers_with_the_same_notice_one_takes_it()
    {
        await PutAsync("A");
        var notice = Assert.Single(await AnnounceAsync());

        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => TakeAsync(notice))));

        Assert.Single(taken, found => found[0] is not null);
    }

    private async Task<IReadOnlyList<Notice>> AnnounceAsync() => (await Outbox.AnnounceAsync(Request(), Ct)).Items;

    private Task<IReadOnlyList<Delivery?>> TakeAsync(params Notice[] notices) => Outbox.TakeAsync(notices, Now, Now + TimeSpan.FromMinutes(3), Ct);
}
