using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.ContractTests.Lanes;

/// <summary>Bugs, crashes and stops: whatever may have taken effect is doubtful, and nothing is lost.</summary>
public abstract class LaneFaultContract<TFixture, TTransport> : LaneContract<TFixture, TTransport>
    where TFixture : StoreFixture, new()
    where TTransport : TransportFixture, new()
{
    private RescueStep Rescue => new(Outbox, Clock, NullLogger<RescueStep>.Instance);

    [Fact]
    public async Task A_connector_that_throws_is_met_with_a_doubtful_retry()
    {
        Partner.Says(d => d.Attempts == 0 ? throw new FormatException("bug") : new Outcome.Done());
        var id = await PutAsync("k");
        using var lane = Start();

        await RunAsync(lane);
        var record = await FindAsync(id);
        Assert.Equal((EnvelopeState.Waiting, 1, true), (record.State, record.Attempts, record.IsDoubtful));
        Assert.Equal(("fault", "lỗi của hub [FormatException] / hub fault [FormatException]"), (record.History[0].Outcome, record.History[0].Reason));
        Assert.Equal(BreakerState.Closed, (await Board.ReadAsync(Lane, Ct)).Breaker);

        await LiveAsync(lane, Minute);
        Assert.True(Partner.Seen[1].IsDoubtful);
        Assert.Equal(EnvelopeState.Done, await StateAsync(id));
    }

    [Fact]
    public async Task A_connector_that_comes_back_with_nothing_does_not_stop_its_lane()
    {
        Partner.Answer = (d, _) => Task.FromResult(d.Envelope.Key == "bad" ? null! : new Handled(new Outcome.Done()));
        var ids = await PutAllAsync("bad", "k", "k");
        using var lane = Start();

        await RunAsync(lane);

        Assert.Equal((EnvelopeState.Waiting, true), (await StateAsync(ids[0]), (await FindAsync(ids[0])).IsDoubtful));
        Assert.Equal(EnvelopeState.Done, await StateAsync(ids[2]));
    }

    [Fact]
    public async Task A_doubtful_last_attempt_leaves_a_doubtful_dead_letter()
    {
        var id = await PutAsync("k");
        using var lane = Start(Options with { Ladder = [Second] });
        Partner.Says(d => new Outcome.Retry(d.Attempts == 0 ? "busy" : "timeout after sending", Doubtful: d.Attempts > 0));
        await LiveAsync(lane, Minute);
        Assert.Equal(EnvelopeState.Dead, await StateAsync(id));

        Partner.Says(new Outcome.Done());
        await DeadLetters.RetryAsync(id, Audit(), Ct);
        await RunAsync(lane);

        Assert.False(Partner.Seen[1].IsDoubtful);
        Assert.True(Partner.Seen[2].IsDoubtful);
        Assert.Equal(0, Partner.Seen[2].Attempts);
    }

    [Fact]
    public async Task A_crash_between_effect_and_settlement_delivers_again_as_doubtful_and_in_order()
    {
        var ids = await PutAllAsync("k", "k");
        var asked = new TaskCompletionSource<Handled>();
        Partner.Answer = (_, _) => asked.Task;
        using (var lane = Start())
        {
            await RunAsync(lane);
            asked.SetResult(new Outcome.Done());
        }

        await KillAsync();
        Partner.Says(new Outcome.Done());
        using var again = Start();
        await RunAsync(again);

        Assert.Equal([ids[0], ids[0], ids[1]], SeenIds);
        Assert.Equal([false, true, false], Partner.Seen.Select(d => d.IsDoubtful));
        Assert.Equal(["lost", "done"], (await FindAsync(ids[0])).History.Select(h => h.Outcome));
    }

    [Fact]
    public async Task A_store_that_fails_to_settle_loses_nothing()
    {
        var ids = await PutAllAsync("a", "b", "a");
        var outbox = new FlakyOutbox(Outbox) { SettleFails = true };
        using var lane = Start(outbox: outbox);

        await Assert.ThrowsAsync<IOException>(() => RunAsync(lane));
        outbox.SettleFails = false;
        await RunAsync(lane);
        Assert.Equal(2, Partner.Seen.Count);
        Clock.Advance(Options.Lease);
        await Rescue.RunOnceAsync(Ct);
        await RunAsync(lane);

        Assert.Equal(5, Partner.Seen.Count);
        Assert.All(Partner.Seen.Skip(2).Take(2), d => Assert.True(d.IsDoubtful));
        foreach (var id in ids)
        {
            Assert.Equal(EnvelopeState.Done, await StateAsync(id));
        }
    }

    [Fact]
    public async Task What_is_lost_again_and_again_ends_as_a_dead_letter_without_reaching_the_partner_once_more()
    {
        Partner.Answer = (_, _) => new TaskCompletionSource<Handled>().Task;
        var id = await PutAsync("k");
        for (var crash = 0; crash < 3; crash++)
        {
            using var lane = Start(Options with { Ladder = [Second, Second] });
            await RunAsync(lane);
            await KillAsync();
        }

        using var last = Start(Options with { Ladder = [Second, Second] });
        await RunAsync(last);

        Assert.Equal(3, Partner.Seen.Count);
        Assert.Equal((EnvelopeState.Dead, ReasonCodes.AttemptsExhausted, true), (await StateAsync(id), (await FindAsync(id)).Code, (await FindAsync(id)).IsDoubtful));
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_given_back_and_the_late_answer_changes_nothing()
    {
        var late = new TaskCompletionSource<Handled>();
        Partner.Answer = (_, _) => late.Task;
        var id = await PutAsync("k");
        using var hanging = Start();
        await RunAsync(hanging);
        Clock.Advance(Options.Lease - Second);
        Assert.Equal(Now + (10 * Second), await Rescue.RunOnceAsync(Ct));
        Assert.Equal(1, (await Board.DepthAsync(Lane, Ct)).Leased);
        Clock.Advance(Second);
        await Rescue.RunOnceAsync(Ct);

        var second = new TaskCompletionSource<Handled>();
        Partner.Answer = (_, _) => second.Task;
        using var other = Start();
        await RunAsync(other);
        await GiveAsync(hanging, late, new Outcome.Reject("http-422", "too late to tell"));
        await RunAsync(hanging);

        Assert.Equal(EnvelopeState.Waiting, await StateAsync(id));
        await GiveAsync(other, second, new Outcome.Done());
        await RunAsync(other);
        Assert.Equal(["lost", "reject", "done"], (await FindAsync(id)).History.Select(h => h.Outcome));
        Assert.Equal(EnvelopeState.Done, await StateAsync(id));
    }

    [Fact]
    public async Task A_stop_waits_for_what_is_in_flight_and_settles_it()
    {
        var asked = new TaskCompletionSource<Handled>();
        Partner.Answer = (_, _) => asked.Task;
        var ids = await PutAllAsync("k", "k");
        using var lane = Start();
        await RunAsync(lane);

        var drain = lane.DrainAsync(10 * Second);
        Assert.False(drain.IsCompleted);
        asked.SetResult(new Outcome.Done());
        await drain.WaitAsync(30 * Second);

        Assert.Equal([EnvelopeState.Done, EnvelopeState.Waiting], [await StateAsync(ids[0]), await StateAsync(ids[1])]);
        Assert.Single(Partner.Seen);
    }

    [Fact]
    public async Task A_stop_out_of_patience_abandons_what_is_in_flight_as_doubtful_and_charges_nobody()
    {
        Partner.Answer = async (_, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Clock, ct);
            return new Outcome.Done();
        };
        var id = await PutAsync("k");
        using var lane = Start();
        await RunAsync(lane);

        var drain = lane.DrainAsync(10 * Second);
        Clock.Advance((10 * Second) - TimeSpan.FromMilliseconds(1));
        Assert.False(drain.IsCompleted);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await drain.WaitAsync(30 * Second);

        var record = await FindAsync(id);
        Assert.Equal((EnvelopeState.Waiting, 0, true), (record.State, record.Attempts, record.IsDoubtful));
        Assert.NotNull(record.DueAt);
        Assert.Equal(0, (await Board.DepthAsync(Lane, Ct)).Leased);
        Assert.Equal(0, Partner.Probes);
    }

    [Fact]
    public async Task A_store_that_refuses_a_connector_costs_no_attempt()
    {
        Partner.Answer = (_, _) => throw new StoreUnavailableException(StoreFault.Damaged, new IOException("malformed"));
        var id = await PutAsync("k");
        using var lane = Start(Options with { Ladder = [Second] });
        await LiveAsync(lane, 5 * Minute);

        Assert.Equal((EnvelopeState.Waiting, 0), ((await FindAsync(id)).State, (await FindAsync(id)).Attempts));
        Partner.Says(new Outcome.Done());
        await LiveAsync(lane, Minute);

        Assert.Equal(EnvelopeState.Done, await StateAsync(id));
    }

    [Fact]
    public async Task What_a_store_refuses_to_settle_is_settled_once_and_not_sent_again()
    {
        var id = await PutAsync("k");
        var outbox = new FlakyOutbox(Outbox) { Refusal = StoreFault.Damaged };
        using var lane = Start(Options, outbox);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => RunAsync(lane));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => RunAsync(lane));

        outbox.Refusal = null;
        await RunAsync(lane);

        Assert.Single(Partner.Seen);
        Assert.Equal((EnvelopeState.Done, 1), (await StateAsync(id), (await FindAsync(id)).Attempts));
    }

    [Fact]
    public async Task What_a_clock_that_was_ahead_has_dated_is_delivered_once_it_is_put_back()
    {
        Partner.Says(new Outcome.Retry("busy"));
        await PutAsync("retried");
        using var lane = Start();
        var now = Now;
        Clock.MoveTo(now + TimeSpan.FromDays(30));
        await RunAsync(lane);
        await PutAsync("fresh");
        Clock.MoveTo(now);
        Partner.Seen.Clear();
        Partner.Says(new Outcome.Done());

        await LiveAsync(lane, Minute);

        Assert.Equal(["fresh", "retried"], Partner.Seen.Select(delivery => delivery.Envelope.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_connector_that_will_not_listen()
    {
        Partner.Answer = (_, _) => new TaskCompletionSource<Handled>().Task;
        var id = await PutAsync("k");
        using var lane = Start();
        await RunAsync(lane);

        var drain = lane.DrainAsync(10 * Second);
        Clock.Advance(12 * Second);
        await drain.WaitAsync(30 * Second);

        Assert.Equal(1, (await Board.DepthAsync(Lane, Ct)).Leased);
        await ReopenAsync();
        Assert.True((await FindAsync(id)).IsDoubtful);
    }
}
