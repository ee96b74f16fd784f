using System.Collections.Concurrent;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Tests;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Postgres;

/// <summary>Three instances at work on one store at once.</summary>
public sealed class PostgresInstancesTests : Contract<PostgresFixture>
{
    private IServiceProvider[] _all = [];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Port<IInbox>();
        _all = [Store, Fixture.Another(), Fixture.Another()];
    }

    [Fact]
    public async Task An_event_told_to_every_instance_at_once_is_accepted_by_one_and_a_repeat_for_the_others()
    {
        var verdicts = await EverywhereAsync(async store =>
        {
            var found = new List<Verdict>();
            foreach (var n in Enumerable.Range(0, 40))
            {
                found.AddRange(await store.GetRequiredService<IInbox>().AcceptAsync([About($"k-{n}", $"same-{n}")], null, Ct));
            }

            return found;
        });

        for (var n = 0; n < 40; n++)
        {
            var seq = Assert.Single(verdicts.Select(found => found[n]).OfType<Verdict.Accepted>()).Seq;
            Assert.Equal([seq, seq], verdicts.Select(found => found[n]).OfType<Verdict.Duplicate>().Select(duplicate => duplicate.Seq));
        }

        Assert.Equal(40, (await ClaimAsync(max: 100)).Count);
    }

    [Fact]
    public async Task A_feed_read_while_every_instance_writes_misses_nothing_and_repeats_nothing()
    {
        using var written = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var (seen, cursor) = (new List<string>(), 0L);
            while (true)
            {
                var isOver = written.IsCancellationRequested;
                var page = await Inbox.ListAsync(cursor, 7, null, Ct);
                seen.AddRange(page.Select(e => e.Event.Id));
                cursor = page.Count > 0 ? page[^1].Seq : cursor;
                if (isOver && page.Count == 0)
                {
                    return seen;
                }
            }
        });

        await EverywhereAsync(async store =>
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                for (var n = 0; n < 40; n++)
                {
                    await store.GetRequiredService<IInbox>().AcceptAsync([About("k"), About("k")], null, Ct);
                }
            })));
            return true;
        });
        await written.CancelAsync();

        var read = await reading;
        Assert.Equal(3 * 4 * 40 * 2, read.Count);
        Assert.Equal(read.Count, read.Distinct().Count());
    }

    [Fact]
    public async Task Each_envelope_is_delivered_once_and_in_the_order_of_its_key_whoever_delivers_it()
    {
        const int keys = 30, each = 6;
        var ids = new ConcurrentDictionary<string, ConcurrentQueue<EnvelopeId>>();
        for (var n = 0; n < each; n++)
        {
            Submission[] some = [.. Enumerable.Range(0, keys).Select(key => About($"k-{key}"))];
            await Inbox.AcceptAsync(some, null, Ct);
            Array.ForEach(some, s => ids.GetOrAdd(s.Envelopes[0].Key, _ => new()).Enqueue(s.Envelopes[0].Id));
        }

        var delivered = new ConcurrentDictionary<string, ConcurrentQueue<EnvelopeId>>();
        var left = keys * each;
        await EverywhereAsync(async store =>
        {
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
            {
                var outbox = store.GetRequiredService<IOutbox>();
                while (Volatile.Read(ref left) > 0)
                {
                    var claim = await outbox.ClaimAsync(Request(max: 4), Ct);
                    foreach (var delivery in claim.Items)
                    {
                        delivered.GetOrAdd(delivery.Envelope.Key, _ => new()).Enqueue(delivery.Envelope.Id);
                    }

                    await outbox.SettleAsync([.. claim.Items.Select(delivery => Settlement(delivery, Done))], Ct);
                    Interlocked.Add(ref left, -claim.Items.Count);
                }
            })));
            return true;
        });

        Assert.Equal(keys, delivered.Count);
        Assert.All(ids, key => Assert.Equal(key.Value, delivered[key.Key]));
        Assert.Equal(["0"], await Fixture.ReadAsync("SELECT count(*) FROM strands"));
        Assert.Equal([$"{keys * each}"], await Fixture.ReadAsync("SELECT count(*) FROM attempts WHERE try = 1"));
        Assert.Equal([$"{keys * each}"], await Fixture.ReadAsync("SELECT count(*) FROM attempts"));
    }

    [Fact]
    public async Task All_instances_write_settle_and_claim_the_same_strands_at_once_without_losing_count()
    {
        const int each = 60;
        var done = 0;
        await EverywhereAsync(async store =>
        {
            var writing = Task.Run(async () =>
            {
                for (var n = 0; n < each; n++)
                {
                    await store.GetRequiredService<IInbox>().AcceptAsync([About($"k-{n % 5}"), About($"k-{(n + 2) % 5}"), About($"k-{(n + 1) % 5}")], null, Ct);
                }
            });
            var outbox = store.GetRequiredService<IOutbox>();
            while (Volatile.Read(ref done) < 3 * 3 * each)
            {
                var claim = await outbox.ClaimAsync(Request(max: 3), Ct);
                await outbox.SettleAsync([.. claim.Items.Select(delivery => Settlement(delivery, Done))], Ct);
                Interlocked.Add(ref done, claim.Items.Count);
            }

            await writing;
            return true;
        });

        Assert.Equal(9 * each, done);
        Assert.Equal(["0"], await Fixture.ReadAsync("SELECT count(*) FROM strands"));
        Assert.Equal([$"{9 * each}"], await Fixture.ReadAsync("SELECT count(*) FROM envelopes WHERE state = 2 AND attempts = 1"));
    }

    [Fact]
    public async Task The_concurrency_of_a_lane_holds_over_all_instances()
    {
        await Inbox.AcceptAsync([.. Enumerable.Range(0, 60).Select(n => About($"k-{n}"))], null, Ct);

        var claims = await EverywhereAsync(async store => await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () => store.GetRequiredService<IOutbox>().ClaimAsync(Request(max: 3, concurrency: 7), Ct)))));

        Assert.Equal(7, claims.SelectMany(some => some).Sum(claim => claim.Items.Count));
        Assert.Contains(claims.SelectMany(some => some), claim => claim.Limit == ClaimLimit.Concurrency);
    }

    [Fact]
    public async Task The_rate_of_a_lane_holds_over_all_instances()
    {
        await Inbox.AcceptAsync([.. Enumerable.Range(0, 60).Select(n => About($"k-{n}"))], null, Ct);

        for (var second = 0; second < 3; second++)
        {
            var claims = await EverywhereAsync(async store => await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
                () => store.GetRequiredService<IOutbox>().ClaimAsync(Request(max: 3, rate: 5), Ct)))));

            Assert.Equal(5, claims.SelectMany(some => some).Sum(claim => claim.Items.Count));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task A_lane_that_an_instance_with_a_clock_ahead_has_emptied_goes_on_at_its_rate_at_the_others()
    {
        await Inbox.AcceptAsync([.. Enumerable.Range(0, 60).Select(n => About($"k-{n}"))], null, Ct);
        await _all[1].GetRequiredService<IOutbox>().ClaimAsync(Request(rate: 5) with { Now = Now.AddMinutes(30), LeaseUntil = Now.AddMinutes(33) }, Ct);

        var taken = new List<int>();
        for (var second = 0; second < 4; second++)
        {
            taken.Add((await _all[2].GetRequiredService<IOutbox>().ClaimAsync(Request(rate: 5), Ct)).Items.Count);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 5, 5, 5], taken);
    }

    [Fact]
    public async Task How_far_a_clock_is_ahead_is_told_by_the_servers_own()
    {
        var info = Port<IStoreInfo>();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var before = (await info.ClockLeadAsync(Ct))!.Value;
        Clock.Advance(TimeSpan.FromMinutes(2));

        var after = (await info.ClockLeadAsync(Ct))!.Value;

        // The test's clock stands still while the server's goes on.
        var real = watch.Elapsed + TimeSpan.FromMilliseconds(100);
        Assert.InRange(after - before, TimeSpan.FromMinutes(2) - real, TimeSpan.FromMinutes(2) + TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task A_breaker_that_one_opens_is_open_for_all_and_of_two_judgements_one_stands()
    {
        await PutAsync("k");
        var open = new LaneRow { Lane = Lane, Breaker = BreakerState.Open, BreakerReason = "http-503", OpenSince = Now, ProbeAt = Now.AddSeconds(2) };

        var stood = await EverywhereAsync(store => store.GetRequiredService<ILaneBoard>().SaveBreakerAsync(open, Ct));

        Assert.Single(stood, isMine => isMine);
        Assert.All(
            await EverywhereAsync(store => store.GetRequiredService<IOutbox>().ClaimAsync(Request(), Ct)),
            claim => Assert.Equal((0, ClaimLimit.Breaker, "http-503", 1L), (claim.Items.Count, claim.Limit, claim.Lane.BreakerReason, claim.Lane.Version)));
    }

    [Fact]
    public async Task A_timer_runs_at_one_instance()
    {
        var tokens = await EverywhereAsync(store => store.GetRequiredService<ITimers>().TryTakeAsync("t", Now, Now.AddMinutes(5), Now, Ct));

        Assert.Single(tokens, token => token is not null);
    }

    [Fact]
    public async Task An_instance_that_hung_past_its_lease_settles_in_vain()
    {
        var id = await PutAsync("k");
        var next = await PutAsync("k");
        var hung = await ClaimOneAsync();
        Clock.Advance(TimeSpan.FromMinutes(4));
        var other = _all[1].GetRequiredService<IOutbox>();
        Assert.Equal(1, await other.RescueAsync(Now, all: false, Ct));
        var taken = Assert.Single((await other.ClaimAsync(Request(), Ct)).Items);

        await Outbox.SettleAsync([Settlement(hung, Done, new PartnerState("""{"late":1}"""), About("k", "late", lanes: ["post"]))], Ct);

        Assert.Equal((EnvelopeState.Waiting, 1), ((await FindAsync(id)).State, (await FindAsync(id)).Attempts));
        Assert.Null(await Outbox.StateAsync(Lane, "k", Ct));
        Assert.Empty(await Inbox.FindAsync("late", null, Ct));
        await other.SettleAsync([Settlement(taken, Done)], Ct);
        Assert.Equal(["lost", "done", "done"], (await FindAsync(id)).History.Select(attempt => attempt.Outcome));
        Assert.Equal(next, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task A_commit_at_one_instance_wakes_the_lane_at_the_others()
    {
        var signals = new LaneSignals();
        var other = Fixture.Another(signals);
        var listener = other.GetServices<IStep>().Single(step => step.Name == "postgres-bell-listener");
        var teller = Store.GetServices<IStep>().Single(step => step.Name == "postgres-bell-teller");
        using var stop = new CancellationTokenSource();
        await AcceptAsync(About("warm", lanes: ["other"]));
        await teller.RunOnceAsync(Ct);
        Clock.Advance(TimeSpan.FromSeconds(1));
        var listening = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await listener.RunOnceAsync(stop.Token);
            }
        });
        await WaitForListenerAsync();
        var rung = signals.Of(Lane).RungAfterAsync(signals.Of(Lane).Rings);

        await PutAsync("k");
        Assert.False(rung.IsCompleted);
        await teller.RunOnceAsync(Ct);

        await rung.WaitAsync(Hang.Limit);
        Assert.Equal(Now.AddMilliseconds(50), await teller.RunOnceAsync(Ct));
        await stop.CancelAsync();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task A_subscription_answered_by_one_instance_counts_at_the_others_at_once()
    {
        await _all[1].GetRequiredService<ISubscriptions>().SaveAsync(
            new Subscription("sub-1", new Uri("https://case.example/hook"), ["*"], ["whsec_x"], true, Now), Audit(), Ct);

        await _all[2].GetRequiredService<IInbox>().AcceptAsync([About("k") with { Direction = EventDirection.Out, Envelopes = [] }], null, Ct);

        Assert.Equal("sub-1|k", (await ClaimOneAsync(LaneNames.Outgoing)).Envelope.Key);
    }

    private async Task<T[]> EverywhereAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        // Opened one after the other, so that they begin together.
        Array.ForEach(_all, store => store.GetRequiredService<IOutbox>());
        return await Task.WhenAll(_all.Select(store => Task.Run(() => work(store))));
    }

    private async Task WaitForListenerAsync()
    {
        while ((await Fixture.ReadAsync($"SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%{Fixture.Schema}%' AND datname = current_database() AND state = 'idle'"))[0] == "0")
        {
            await Task.Yield();
        }
    }
}
