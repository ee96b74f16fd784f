using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Tests;
using Xunit;

namespace Hub.ContractTests.Lanes;

/// <summary>An absent partner costs nobody anything; a bad message costs only itself.</summary>
public abstract class LaneOutageContract<TFixture, TTransport> : LaneContract<TFixture, TTransport>
    where TFixture : StoreFixture, new()
    where TTransport : TransportFixture, new()
{
    private void GoAway()
    {
        Partner.Says(Away);
        Partner.Probe = () => "connection refused";
    }

    private void ComeBack()
    {
        Partner.Says(new Outcome.Done());
        Partner.Probe = () => null;
    }

    private Task<LaneRow> RowAsync() => Board.ReadAsync(Lane, Ct);

    [Fact]
    public async Task A_long_outage_burns_no_attempt_and_then_drains_in_order_at_the_rate()
    {
        var hours = Night.Or(15, 72);
        GoAway();
        using var lane = Start(Options with { RatePerSecond = 10, Ladder = [Second, 2 * Second] });
        var ids = new List<EnvelopeId>();
        for (var hour = 0; hour < hours; hour++)
        {
            ids.Add(await PutAsync($"k{hour % 9}"));
            await LiveAsync(lane, TimeSpan.FromHours(1));
        }

        Assert.Empty(await DeadLetters.ListAsync(new DeadLetterFilter(), 0, 10, Ct));
        foreach (var id in ids)
        {
            Assert.Equal((EnvelopeState.Waiting, 0), ((await FindAsync(id)).State, (await FindAsync(id)).Attempts));
        }

        Assert.Equal(BreakerState.Open, (await RowAsync()).Breaker);
        ComeBack();
        Partner.Seen.Clear();
        var starts = new List<DateTimeOffset>();
        Partner.Says(_ =>
        {
            starts.Add(Now);
            return new Outcome.Done();
        });
        await LiveAsync(lane, 5 * Minute);

        Assert.Equal(hours, Partner.Seen.Count);
        for (var key = 0; key < 9; key++)
        {
            Assert.Equal(ids.Where((_, i) => i % 9 == key), Partner.Seen.Where(d => d.Envelope.Key == $"k{key}").Select(d => d.Envelope.Id));
        }

        Assert.True(starts[^1] - starts[0] >= TimeSpan.FromSeconds((hours - 12) / 10.0), $"{hours} envelopes at 10/s took {starts[^1] - starts[0]}");
        Assert.Equal(BreakerState.Closed, (await RowAsync()).Breaker);
    }

    [Fact]
    public async Task One_failure_and_a_probe_that_finds_nobody_stop_the_lane_at_once()
    {
        GoAway();
        var ids = await PutAllAsync("a", "b", "c");
        using var lane = Start(Options with { Concurrency = 1 });

        Assert.Equal(Now + Options.ProbeEvery, await RunAsync(lane));

        Assert.Equal(ids[0], Assert.Single(SeenIds));
        Assert.Equal((0, Now + Options.ProbeEvery), ((await FindAsync(ids[0])).Attempts, (await FindAsync(ids[0])).DueAt));
        var row = await RowAsync();
        Assert.Equal((BreakerState.Open, "connection refused", Now), (row.Breaker, row.BreakerReason, row.OpenSince));
    }

    [Fact]
    public async Task Enough_failing_keys_open_the_breaker_whatever_the_probe_says_and_all_their_attempts_are_given_back()
    {
        Partner.Says(Away);
        var ids = await PutAllAsync("a", "b", "c", "d");
        var outbox = new FlakyOutbox(Outbox);
        using var lane = Start(Options with { Concurrency = 1, BreakerThreshold = 3 }, outbox);

        Assert.True(await RunAsync(lane) > Now);

        Assert.Equal(ids[..3], SeenIds);
        Assert.Equal(BreakerState.Open, (await RowAsync()).Breaker);
        Assert.Equal(ids[..2], outbox.Refunded);
        foreach (var id in ids)
        {
            Assert.Equal(0, (await FindAsync(id)).Attempts);
        }

        // The probe goes on saying yes: each trial is one delivery, and costs nothing either.
        Partner.Seen.Clear();
        var hours = Night.Or(1, 6);
        await LiveAsync(lane, TimeSpan.FromHours(hours));
        Assert.InRange(Partner.Seen.Count, 50 * hours, 67 * hours);
        foreach (var id in ids)
        {
            Assert.Equal((EnvelopeState.Waiting, 0), ((await FindAsync(id)).State, (await FindAsync(id)).Attempts));
        }

        ComeBack();
        await LiveAsync(lane, 5 * Minute);
        Assert.Equal(0, await CountOpenAsync());
    }

    [Fact]
    public async Task Only_what_the_outage_charged_is_given_back()
    {
        Partner.Says(new Outcome.Retry("busy"));
        var id = await PutAsync("a");
        using var lane = Start(Options with { Ladder = [5 * Second, 5 * Second, 5 * Second] });
        await LiveAsync(lane, 7 * Second);
        Assert.Equal(2, (await FindAsync(id)).Attempts);

        GoAway();
        await LiveAsync(lane, TimeSpan.FromHours(1));

        Assert.Equal(2, (await FindAsync(id)).Attempts);
    }

    [Fact]
    public async Task A_failure_charged_twice_before_the_outage_was_seen_is_given_back_twice_and_no_more()
    {
        Partner.Says(d => d.Attempts == 0 ? new Outcome.Retry("busy") : Away);
        var id = await PutAsync("a");
        using var lane = Start(Options with { Ladder = [5 * Second, 5 * Second, 5 * Second, 5 * Second] });
        await LiveAsync(lane, 13 * Second);
        Assert.Equal(3, (await FindAsync(id)).Attempts);

        GoAway();
        await LiveAsync(lane, TimeSpan.FromHours(1));

        Assert.Equal(1, (await FindAsync(id)).Attempts);
    }

    [Fact]
    public async Task A_refund_that_the_store_refused_is_made_up_for()
    {
        Partner.Says(Away);
        var ids = await PutAllAsync("a", "b");
        var outbox = new FlakyOutbox(Outbox) { RefundFails = true };
        using var lane = Start(Options with { Concurrency = 1, BreakerThreshold = 2 }, outbox);

        await Assert.ThrowsAsync<IOException>(() => RunAsync(lane));
        outbox.RefundFails = false;
        await RunAsync(lane);

        Assert.Equal(0, (await FindAsync(ids[0])).Attempts);
        Assert.Equal(BreakerState.Open, (await RowAsync()).Breaker);
    }

    [Fact]
    public async Task A_refund_of_which_nobody_heard_is_not_made_twice()
    {
        Partner.Says(Away);
        var ids = await PutAllAsync("a", "b");
        foreach (var delivery in await ClaimAsync())
        {
            await SettleAsync(delivery, Again(TimeSpan.Zero));
        }

        var outbox = new FlakyOutbox(Outbox) { RefundIsCutOff = true };
        using var lane = Start(Options with { Concurrency = 1, BreakerThreshold = 2 }, outbox);

        await Assert.ThrowsAsync<IOException>(() => RunAsync(lane));
        outbox.RefundIsCutOff = false;
        await RunAsync(lane);

        Assert.Equal(1, (await FindAsync(ids[0])).Attempts);
        Assert.Equal(BreakerState.Open, (await RowAsync()).Breaker);
    }

    [Fact]
    public async Task A_poison_dossier_becomes_a_dead_letter_while_the_others_flow()
    {
        Partner.Says(d => d.Envelope.Key == "poison" ? Away : new Outcome.Done());
        var poison = await PutAsync("poison");
        using var lane = Start();
        for (var minute = 0; minute < 60 * 16; minute += 10)
        {
            await PutAsync($"k{minute}");
            await LiveAsync(lane, 10 * Minute);
        }

        Assert.Equal((EnvelopeState.Dead, ReasonCodes.AttemptsExhausted), ((await FindAsync(poison)).State, (await FindAsync(poison)).Code));
        Assert.Equal(BreakerState.Closed, (await RowAsync()).Breaker);
        Assert.Equal(96, Partner.Seen.Count(d => d.Envelope.Key != "poison"));
        Assert.Equal(1, await CountOpenAsync());
    }

    [Fact]
    public async Task While_open_nothing_is_claimed_probes_slow_down_and_a_trial_is_one_delivery()
    {
        GoAway();
        await PutAllAsync("a", "b", "c");
        using var lane = Start(Options with { Concurrency = 3 });
        var probes = new List<DateTimeOffset>();
        Partner.Probe = () =>
        {
            probes.Add(Now);
            return "connection refused";
        };
        await LiveAsync(lane, 10 * Minute);

        Assert.Equal(3, Partner.Seen.Count);
        Assert.Equal([2, 4, 8, 16, 32, 60, 60], probes.Skip(1).Zip(probes.Skip(2), (a, b) => (b - a).TotalSeconds).Prepend((probes[1] - probes[0]).TotalSeconds).Take(7));

        var trial = new TaskCompletionSource<Handled>();
        Partner.Probe = () => null;
        Partner.Answer = (_, _) => trial.Task;
        await LiveAsync(lane, Minute);
        Assert.Equal(4, Partner.Seen.Count);
        Assert.Equal(BreakerState.Trial, (await RowAsync()).Breaker);
        Partner.Says(new Outcome.Done());
        await GiveAsync(lane, trial, new Outcome.Done());
        await RunAsync(lane);
        Assert.Equal(BreakerState.Closed, (await RowAsync()).Breaker);
        Assert.Equal(0, await CountOpenAsync());
    }

    [Fact]
    public async Task While_open_the_probe_does_not_wait_for_a_slow_delivery()
    {
        var slow = new TaskCompletionSource<Handled>();
        Partner.Answer = (d, _) => d.Envelope.Key == "slow" ? slow.Task : Task.FromResult<Handled>(Away);
        Partner.Probe = () => "connection refused";
        await PutAllAsync("slow", "a");
        using var lane = Start();

        await LiveAsync(lane, 30 * Second);

        Assert.Equal(1, lane.InFlight);
        Assert.InRange(Partner.Probes, 4, 6);
    }

    [Fact]
    public async Task An_open_breaker_survives_a_restart()
    {
        GoAway();
        await PutAllAsync("a", "b");
        using (var lane = Start(Options with { Concurrency = 1 }))
        {
            await LiveAsync(lane, 5 * Minute);
        }

        var before = await RowAsync();
        await ReopenAsync();
        Assert.Equal(before, await RowAsync());
        Partner.Seen.Clear();
        using var again = Start(Options with { Concurrency = 1 });
        Assert.Equal(before.ProbeAt, await RunAsync(again));
        Assert.Empty(Partner.Seen);

        ComeBack();
        await LiveAsync(again, 2 * Minute);
        Assert.Equal(2, Partner.Seen.Count);
        Assert.Equal(BreakerState.Closed, (await RowAsync()).Breaker);
    }

    [Fact]
    public async Task A_probe_that_throws_neither_opens_the_lane_nor_loses_an_answer()
    {
        Partner.Says(d => d.Envelope.Key == "a" ? Away : new Outcome.Done());
        Partner.Probe = () => throw new UriFormatException("no such address");
        var ids = await PutAllAsync("a", "b");
        using var lane = Start();

        await RunAsync(lane);

        Assert.Equal((EnvelopeState.Waiting, 1), ((await FindAsync(ids[0])).State, (await FindAsync(ids[0])).Attempts));
        Assert.Equal(EnvelopeState.Done, await StateAsync(ids[1]));
        Assert.Equal(BreakerState.Closed, (await RowAsync()).Breaker);
    }

    [Fact]
    public async Task A_stop_during_the_probe_loses_no_answer()
    {
        using var stop = new CancellationTokenSource();
        var asked = new TaskCompletionSource<Handled>();
        Partner.Answer = (_, _) => asked.Task;
        var id = await PutAsync("a");
        using var lane = Start();
        await RunAsync(lane);
        await GiveAsync(lane, asked, Away);
        Partner.Probe = () =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        };

        // Whether this run still notices is the source's business.
        Assert.True(await Record.ExceptionAsync(() => lane.RunOnceAsync(stop.Token)) is null or OperationCanceledException);

        Assert.Equal("retry", Assert.Single((await FindAsync(id)).History).Outcome);
        Assert.False((await FindAsync(id)).IsDoubtful);
    }

    private async Task<long> CountOpenAsync()
    {
        var depth = await Board.DepthAsync(Lane, Ct);
        return depth.Waiting + depth.Held + depth.Dead;
    }
}
