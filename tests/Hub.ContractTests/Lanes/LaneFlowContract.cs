using System.Text.Json;
using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Schemas;
using Hub.Core.Trust;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.ContractTests.Lanes;

/// <summary>What flows, what waits and what is held.</summary>
public abstract class LaneFlowContract<TFixture, TTransport> : LaneContract<TFixture, TTransport>
    where TFixture : StoreFixture, new()
    where TTransport : TransportFixture, new()
{
    [Fact]
    public async Task Each_key_is_delivered_in_order()
    {
        var ids = await PutAllAsync("a", "b", "a", "c", "a", "b");
        using var lane = Start();

        Assert.Null(await RunAsync(lane));

        foreach (var key in (string[])["a", "b", "c"])
        {
            Assert.Equal(
                ids.Where((_, i) => "abacab"[i] == key[0]),
                Partner.Seen.Where(delivery => delivery.Envelope.Key == key).Select(delivery => delivery.Envelope.Id));
        }

        foreach (var id in ids)
        {
            Assert.Equal(EnvelopeState.Done, await StateAsync(id));
        }
    }

    [Fact]
    public async Task A_slow_delivery_blocks_its_own_key_only()
    {
        var slow = new TaskCompletionSource<Handled>();
        Partner.Answer = (d, _) => d.Envelope.Key == "slow" ? slow.Task : Task.FromResult<Handled>(new Outcome.Done());
        var ids = await PutAllAsync("slow", "a", "slow", "a");
        using var lane = Start();

        await RunAsync(lane);
        var late = await PutAsync("b");
        await RunAsync(lane);

        // Between keys a broker keeps no order.
        EnvelopeId[] free = [ids[1], ids[3], late];
        Assert.Equal(free, SeenIds.Where(id => id != ids[0]));
        Assert.Contains(ids[0], SeenIds);
        Assert.Equal(1, lane.InFlight);
        await GiveAsync(lane, slow, new Outcome.Done());
        Partner.Says(new Outcome.Done());
        await RunAsync(lane);
        Assert.Equal(ids[2], SeenIds.Last());
    }

    [Fact]
    public async Task Beside_a_slow_delivery_a_due_retry_and_a_fresh_token_are_taken_up_on_time()
    {
        var slow = new TaskCompletionSource<Handled>();
        Partner.Answer = (d, _) => d.Envelope.Key == "slow" ? slow.Task
            : Task.FromResult<Handled>(d.Attempts == 0 && d.Envelope.Key == "again" ? new Outcome.Retry("once more") : new Outcome.Done());
        await PutAllAsync("slow", "again", "b", "c");
        using var lane = Start(Options with { RatePerSecond = 1, Ladder = [5 * Second] });

        await LiveAsync(lane, 30 * Second);

        Assert.Equal(["slow", "again", "b", "c", "again"], Partner.Seen.Select(d => d.Envelope.Key));
        Assert.Equal(1, lane.InFlight);
    }

    [Fact]
    public async Task No_more_are_in_flight_than_the_lane_allows_and_a_free_place_is_filled()
    {
        var asked = new List<TaskCompletionSource<Handled>>();
        Partner.Answer = (_, _) =>
        {
            asked.Add(new TaskCompletionSource<Handled>());
            return asked[^1].Task;
        };
        await PutAllAsync("a", "b", "c", "d", "e");
        using var lane = Start(Options with { Concurrency = 2 });

        await RunAsync(lane);
        Assert.Equal(2, asked.Count);
        await RunAsync(lane);
        Assert.Equal(2, asked.Count);

        await GiveAsync(lane, asked[1], new Outcome.Done());
        await RunAsync(lane);
        Assert.Equal(3, asked.Count);
        Assert.Equal(2, lane.InFlight);
    }

    [Fact]
    public async Task Deliveries_start_at_the_rate_of_the_lane()
    {
        var starts = new List<DateTimeOffset>();
        Partner.Says(_ =>
        {
            starts.Add(Now);
            return new Outcome.Done();
        });
        await PutAllAsync([.. Enumerable.Range(0, 25).Select(i => $"k{i}")]);
        using var lane = Start(Options with { RatePerSecond = 5, Concurrency = 50 });
        var from = Now;

        await LiveAsync(lane, Minute);

        Assert.Equal(25, starts.Count);
        Assert.Equal(5, starts.Count(at => at == from));
        for (var second = 0; second < 4; second++)
        {
            Assert.Equal(5, starts.Count(at => at > from + (second * Second) + TimeSpan.FromMilliseconds(1) && at <= from + ((second + 1) * Second) + TimeSpan.FromMilliseconds(1)));
        }
    }

    [Fact]
    public async Task A_claim_that_finds_little_gives_its_tokens_back()
    {
        await PutAllAsync("a");
        using var lane = Start(Options with { RatePerSecond = 5 });
        await RunAsync(lane);
        await PutAllAsync("b", "c", "d", "e");

        await RunAsync(lane);

        Assert.Equal(5, Partner.Seen.Count);
    }

    [Fact]
    public async Task A_dead_letter_holds_its_key_alone_and_the_case_system_is_told()
    {
        Partner.Says(d => d.Envelope.Key == "H01" ? new Outcome.Reject("status-unmapped", "no such status") : new Outcome.Done());
        var ids = await PutAllAsync("H01", "H02", "H01", "H02");
        using var lane = Start();

        Assert.Null(await RunAsync(lane));

        Assert.Equal([EnvelopeState.Dead, EnvelopeState.Done, EnvelopeState.Waiting, EnvelopeState.Done], await Task.WhenAll(ids.Select(StateAsync)));
        var record = await FindAsync(ids[0]);
        Assert.Equal(("status-unmapped", "no such status", 1), (record.Code, record.Reason, record.Attempts));
        Assert.Equal("reject", Assert.Single(record.History).Outcome);
        var notice = Assert.Single(await Inbox.ListAsync(0, 100, Core.Events.EventDirection.Out, Ct)).Event;
        Assert.Equal((EventTypes.DeliveryHeld, "H01", "urn:hub:lane:portal"), (notice.Type, notice.Subject, notice.Source));
        Assert.True((await SchemaCatalogue.LoadEmbeddedAsync(Ct)).TryGet(notice.Type, out var schema));
        Assert.Empty(schema.Check(notice.Data.Span));
        using var data = JsonDocument.Parse(notice.Data);
        Assert.Equal("status-unmapped", data.RootElement.GetProperty("reasonCode").GetString());
    }

    [Fact]
    public async Task A_dead_letter_mended_and_retried_goes_out_with_its_new_body_and_its_key_flows_on()
    {
        Partner.Says(d => Text(d.Envelope.Body).Contains("bad", StringComparison.Ordinal) ? new Outcome.Reject("http-422", "bad") : new Outcome.Done());
        await AcceptAsync(About("H01", data: """{"n":"bad"}"""));
        var second = await PutAsync("H01");
        using var lane = Start();
        await RunAsync(lane);
        var dead = Assert.Single(await DeadLetters.ListAsync(new DeadLetterFilter(), 0, 10, Ct)).Envelope.Id;

        Assert.True(await DeadLetters.EditAsync(dead, Json("""{"n":"good"}"""), Audit("dead-letter.edit"), Ct));
        Assert.Null(await RunAsync(lane));
        Assert.True(await DeadLetters.RetryAsync(dead, Audit("dead-letter.retry"), Ct));
        await RunAsync(lane);

        Assert.Equal([dead, dead, second], SeenIds);
        Assert.Equal("""{"n":"good"}""", Text(Partner.Seen[1].Envelope.Body));
        Assert.Equal(EnvelopeState.Done, await StateAsync(second));
    }

    [Fact]
    public async Task The_ladder_is_climbed_on_time_and_its_end_is_a_dead_letter()
    {
        var starts = new List<DateTimeOffset>();
        Partner.Says(_ =>
        {
            starts.Add(Now);
            return new Outcome.Retry("not yet");
        });
        var id = await PutAsync("k");
        TimeSpan[] ladder = [5 * Second, 30 * Second, 2 * Minute];
        using var lane = Start(Options with { Ladder = ladder });

        await LiveAsync(lane, TimeSpan.FromHours(1));

        Assert.Equal(4, starts.Count);
        for (var i = 0; i < 3; i++)
        {
            Assert.InRange(starts[i + 1] - starts[i], ladder[i] - TimeSpan.FromMicroseconds(1), ladder[i] * 1.2);
        }

        var record = await FindAsync(id);
        Assert.Equal((EnvelopeState.Dead, ReasonCodes.AttemptsExhausted, 4), (record.State, record.Code, record.Attempts));
        Assert.Equal(["retry", "retry", "retry", "retry"], record.History.Select(h => h.Outcome));
    }

    [Fact]
    public async Task A_partners_own_wish_counts_when_it_is_longer_than_the_ladder()
    {
        Partner.Says(d => d.Attempts == 0 ? new Outcome.Retry("busy", After: 10 * Minute) : new Outcome.Retry("busy", After: Second));
        var id = await PutAsync("k");
        using var lane = Start(Options with { Ladder = [5 * Second, 30 * Second] });
        var first = Now;

        await RunAsync(lane);
        Assert.Equal(first + (10 * Minute), (await FindAsync(id)).DueAt);
        await LiveAsync(lane, 10 * Minute);
        Assert.InRange((await FindAsync(id)).DueAt!.Value - first, (10 * Minute) + (30 * Second), (10 * Minute) + (36 * Second));
    }

    [Fact]
    public async Task Deferring_burns_nothing_however_often()
    {
        Partner.Says(_ => new Outcome.Defer("closed at night", Now + TimeSpan.FromHours(8)));
        var id = await PutAsync("k");
        using var lane = Start(Options with { Ladder = [Second] });

        await LiveAsync(lane, TimeSpan.FromDays(3));
        var record = await FindAsync(id);
        Assert.Equal((EnvelopeState.Waiting, 0, false), (record.State, record.Attempts, record.IsDoubtful));
        Assert.InRange(record.History.Count, 9, 10);

        Partner.Says(new Outcome.Done());
        await LiveAsync(lane, TimeSpan.FromHours(8));
        Assert.Equal(EnvelopeState.Done, await StateAsync(id));
    }

    [Fact]
    public async Task What_a_delivery_learns_of_the_partner_the_next_one_knows()
    {
        Partner.Says(d => new Handled(new Outcome.Done()) { State = new PartnerState($$"""{"sent":{{(d.State is null ? 1 : 2)}}}""", Doubt: 0, CheckedAt: Now) });
        await PutAllAsync("a", "b", "a");
        using var lane = Start();

        await RunAsync(lane);

        Assert.Equal([null, null, """{"sent":1}"""], Partner.Seen.OrderBy(d => d.State is not null).Select(d => d.State?.Json));
        Assert.Equal("""{"sent":2}""", (await Outbox.StateAsync(Lane, "a", Ct))!.Json);
    }

    [Fact]
    public async Task A_paused_lane_claims_nothing_until_it_is_resumed_even_after_a_restart()
    {
        await Board.SetPausedAsync(Lane, true, "maintenance", Audit("lane.pause"), Ct);
        await PutAsync("k");
        using (var lane = Start())
        {
            Assert.Null(await RunAsync(lane));
        }

        await ReopenAsync();
        using var again = Start();
        Assert.Null(await RunAsync(again));
        Assert.Empty(Partner.Seen);

        var seen = again.Wake.Rings;
        await Board.SetPausedAsync(Lane, false, null, Audit("lane.resume"), Ct);
        Assert.True(again.Wake.RungAfterAsync(seen).IsCompleted);
        await RunAsync(again);
        Assert.Single(Partner.Seen);
    }

    [Fact]
    public async Task A_redrive_sends_what_its_filter_names_at_its_rate_and_ends()
    {
        Partner.Says(d => new Outcome.Reject(d.Envelope.Key.StartsWith('a') ? "http-422" : "http-409", "no"));
        var ids = await PutAllAsync("a1", "a2", "a3", "a4", "a5", "b1");
        using var lane = Start();
        await RunAsync(lane);
        Partner.Says(new Outcome.Done());
        Partner.Seen.Clear();
        var redrives = Port<IRedrives>();
        var redrive = new RedriveStep(redrives, Clock, NullLogger<RedriveStep>.Instance);

        var plan = await redrives.PlanAsync(new DeadLetterFilter(Code: "http-422"), 2, Audit("redrive.plan"), Ct);
        Assert.Equal(5, plan.Planned);
        await redrive.RunOnceAsync(Ct);
        await RunAsync(lane);
        Assert.Empty(Partner.Seen);

        await redrives.StartAsync(plan.Id, Audit("redrive.start"), Ct);
        int[] delivered = [2, 4, 5];
        foreach (var count in delivered)
        {
            Assert.Equal(Now + Second, await redrive.RunOnceAsync(Ct));
            await RunAsync(lane);
            Assert.Equal(count, Partner.Seen.Count);
            Clock.Advance(Second);
        }

        await redrive.RunOnceAsync(Ct);
        Assert.Null(await redrive.RunOnceAsync(Ct));
        var done = (await redrives.FindAsync(plan.Id, Ct))!;
        Assert.Equal(("done", 5, 5, 0), (done.State, done.Released, done.Succeeded, done.FailedAgain));
        Assert.Equal(EnvelopeState.Dead, await StateAsync(ids[5]));
    }

    [Fact]
    public async Task A_redrive_ends_although_a_person_takes_one_of_its_letters_over()
    {
        Partner.Says(new Outcome.Reject("http-422", "no"));
        var ids = await PutAllAsync("a", "b");
        using var lane = Start();
        await RunAsync(lane);
        var redrives = Port<IRedrives>();
        var redrive = new RedriveStep(redrives, Clock, NullLogger<RedriveStep>.Instance);
        var plan = await redrives.PlanAsync(new DeadLetterFilter(Lane), 1, Audit("redrive.plan"), Ct);
        await redrives.StartAsync(plan.Id, Audit("redrive.start"), Ct);
        await redrive.RunOnceAsync(Ct);
        await RunAsync(lane);

        Assert.True(await DeadLetters.RetryAsync(ids[0], Audit("dead-letter.retry"), Ct));
        await LiveAsync(redrive, 5 * Second);
        await RunAsync(lane);
        await LiveAsync(redrive, 5 * Second);

        var done = (await redrives.FindAsync(plan.Id, Ct))!;
        Assert.Equal(("done", 1, 0, 1), (done.State, done.Released, done.Succeeded, done.FailedAgain));
    }

    [Fact]
    public async Task A_redrive_stops_by_itself_when_most_fail_again_and_the_rest_stays_on_the_list()
    {
        Partner.Says(new Outcome.Reject("http-422", "no"));
        await PutAllAsync([.. Enumerable.Range(0, 60).Select(i => $"k{i}")]);
        using var lane = Start();
        await RunAsync(lane);
        Partner.Seen.Clear();
        var redrives = Port<IRedrives>();
        var redrive = new RedriveStep(redrives, Clock, NullLogger<RedriveStep>.Instance);
        var plan = await redrives.PlanAsync(new DeadLetterFilter(Lane: Lane), 5, Audit("redrive.plan"), Ct);
        await redrives.StartAsync(plan.Id, Audit("redrive.start"), Ct);

        for (var i = 0; i < 60; i++)
        {
            await redrive.RunOnceAsync(Ct);
            await RunAsync(lane);
            Clock.Advance(Second);
        }

        var stopped = (await redrives.FindAsync(plan.Id, Ct))!;
        Assert.Equal("stopped", stopped.State);
        Assert.InRange(Partner.Seen.Count, RedriveStep.EnoughToJudge, 20);
        Assert.Equal(60, await DeadLetters.CountAsync(new DeadLetterFilter(State: EnvelopeState.Dead), Ct));
        Assert.Contains(await AuditLinesAsync(), line => line.Entry is { Act: "redrive.stop", Actor: "hub" } && line.Entry.Target == plan.Id);
        Assert.Null(await Port<IAuditLog>().FirstBrokenAsync(Ct));
    }
}
