using System.Collections.Concurrent;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Outbox;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class OutboxContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task A_claimed_delivery_carries_everything_the_connector_needs()
    {
        var submission = About("H01", data: """{"n":5}""");
        submission = submission with { Event = submission.Event with { TraceParent = "00-trace" } };
        var seq = await AcceptAsync(submission);

        var delivery = await ClaimOneAsync();

        Assert.Equal(submission.Envelopes[0].Id, delivery.Envelope.Id);
        Assert.Equal((Lane, "H01", submission.Event.Type), (delivery.Envelope.Lane, delivery.Envelope.Key, delivery.Envelope.Type));
        Assert.Equal(seq, delivery.Envelope.EventSeq);
        Assert.Equal(new EventIdentity(submission.Event.Id, submission.Event.Source, submission.Event.Time), delivery.Event);
        Assert.Equal("""{"n":5}""", Text(delivery.Envelope.Body));
        Assert.Equal("00-trace", delivery.Envelope.TraceParent);
        Assert.Equal(Now, delivery.Envelope.CreatedAt);
        Assert.Equal(0, delivery.Attempts);
        Assert.False(delivery.IsDoubtful);
        Assert.Null(delivery.State);
    }

    [Fact]
    public async Task An_envelope_with_a_body_of_its_own_is_delivered_with_it()
    {
        var submission = About("k");
        await AcceptAsync(submission with { Envelopes = [submission.Envelopes[0] with { Body = Json("""{"own":true}""") }] });

        var delivery = await ClaimOneAsync();

        Assert.Equal("""{"own":true}""", Text(delivery.Envelope.Body));
        Assert.Equal(submission.Event.Id, delivery.Event?.Id);
    }

    [Fact]
    public async Task A_claim_takes_at_most_so_many_and_the_longest_due_first()
    {
        await PutAsync("late");
        await SettleAsync(await ClaimOneAsync(), Again(TimeSpan.FromMinutes(2)));
        await PutAsync("soon");
        await SettleAsync(await ClaimOneAsync(), Again(TimeSpan.FromMinutes(1)));
        Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("soon", Assert.Single(await ClaimAsync(max: 1)).Envelope.Key);
        Assert.Equal("late", Assert.Single(await ClaimAsync(max: 1)).Envelope.Key);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_clock_set_back_takes_a_lane_no_more_than_the_tokens_it_has_spent()
    {
        await Inbox.AcceptAsync([.. Enumerable.Range(0, 20).Select(n => About($"k-{n}"))], null, Ct);
        var ahead = await Outbox.ClaimAsync(Request(rate: 5) with { Now = Now.AddMinutes(30), LeaseUntil = Now.AddMinutes(33) }, Ct);

        var empty = await Outbox.ClaimAsync(Request(rate: 5), Ct);
        Clock.Advance(TimeSpan.FromMilliseconds(200));
        var one = await Outbox.ClaimAsync(Request(rate: 5), Ct);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var full = await Outbox.ClaimAsync(Request(rate: 5), Ct);

        Assert.Equal((5, 0, 1, 5), (ahead.Items.Count, empty.Items.Count, one.Items.Count, full.Items.Count));
    }

    [Fact]
    public async Task What_is_not_due_is_not_claimed_and_its_time_is_known()
    {
        await PutAsync("k");
        await SettleAsync(await ClaimOneAsync(), Again(TimeSpan.FromMinutes(10)));
        var due = Now + TimeSpan.FromMinutes(10);

        Assert.Equal(due, await Outbox.NextDueAsync(Lane, Ct));
        Clock.MoveTo(due.AddMicroseconds(-1));
        Assert.Empty(await ClaimAsync());
        Clock.MoveTo(due);
        Assert.Single(await ClaimAsync());
        Assert.Null(await Outbox.NextDueAsync(Lane, Ct));
    }

    [Fact]
    public async Task Lanes_do_not_see_each_other()
    {
        await AcceptAsync(About("k", lanes: [Lane, "post"]));

        var portal = await ClaimOneAsync();
        await SettleAsync(portal, Dead());

        Assert.Equal("post", (await ClaimOneAsync("post")).Envelope.Lane);
    }

    [Fact]
    public async Task A_paused_lane_claims_nothing_until_it_is_resumed()
    {
        await PutAsync("k");
        var board = Port<ILaneBoard>();

        await board.SetPausedAsync(Lane, true, "portal moves house", Audit(), Ct);
        Assert.Empty(await ClaimAsync());
        await board.SetPausedAsync(Lane, false, null, Audit(), Ct);

        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task A_done_delivery_is_over_and_its_attempt_is_kept()
    {
        var id = await PutAsync("k");
        var delivery = await ClaimOneAsync();
        var attempt = new AttemptRecord(Now, Now.AddSeconds(2), "done", "c", "why", "the answer");
        await Outbox.SettleAsync([Settlement(delivery, Done) with { Attempt = attempt }], Ct);

        var record = await FindAsync(id);

        Assert.Equal(EnvelopeState.Done, record.State);
        Assert.Equal(Now.AddSeconds(2), record.SettledAt);
        Assert.Equal(1, record.Attempts);
        Assert.Null(record.DueAt);
        Assert.Equal(attempt, Assert.Single(record.History));
        Assert.Empty(await ClaimAsync());
        Assert.Null(await Outbox.NextDueAsync(Lane, Ct));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Only_a_counted_attempt_is_charged(bool counted, int attempts)
    {
        await PutAsync("k");
        await SettleAsync(await ClaimOneAsync(), Again(TimeSpan.Zero, counted));

        Assert.Equal(attempts, (await ClaimOneAsync()).Attempts);
    }

    [Fact]
    public async Task Doubt_stays_until_an_answer()
    {
        var id = await PutAsync("k");
        await SettleAsync(await ClaimOneAsync(), Again(TimeSpan.Zero, doubtful: true));
        var second = await ClaimOneAsync();
        Assert.True(second.IsDoubtful);
        await SettleAsync(second, Again(TimeSpan.Zero, doubtful: false));
        var third = await ClaimOneAsync();
        Assert.True(third.IsDoubtful);

        await SettleAsync(third, Done);

        Assert.False((await FindAsync(id)).IsDoubtful);
    }

    [Fact]
    public async Task A_late_settle_changes_nothing_but_leaves_its_attempt_in_the_history()
    {
        var id = await PutAsync("k");
        var late = await ClaimOneAsync();
        Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1, await Outbox.RescueAsync(Now, all: false, Ct));
        var current = await ClaimOneAsync();
        Assert.NotEqual(late.Lease, current.Lease);

        await SettleAsync(late, Dead(), new PartnerState("""{"late":1}"""), About("k", "from-late") with { Direction = EventDirection.Out });

        var record = await FindAsync(id);
        Assert.Equal(EnvelopeState.Waiting, record.State);
        Assert.Equal(["lost", "reject"], record.History.Select(a => a.Outcome));
        Assert.Null(await Outbox.StateAsync(Lane, "k", Ct));
        Assert.Empty(await Inbox.FindAsync("from-late", null, Ct));
        Assert.Empty(await ClaimAsync());

        await SettleAsync(current, Done);
        Assert.Equal(EnvelopeState.Done, (await FindAsync(id)).State);
    }

    [Fact]
    public async Task A_late_settle_after_the_strand_is_gone_changes_nothing_either()
    {
        var id = await PutAsync("k");
        var late = await ClaimOneAsync();
        await Outbox.RescueAsync(Now, all: true, Ct);
        await SettleAsync(await ClaimOneAsync(), Done);

        await SettleAsync(late, Dead());
        await SettleAsync(late, Done);

        Assert.Equal(EnvelopeState.Done, (await FindAsync(id)).State);
        Assert.Equal(2, (await FindAsync(id)).Attempts);
    }

    [Fact]
    public async Task One_late_settlement_does_not_stop_the_others_of_its_batch()
    {
        await PutAsync("a");
        var late = await ClaimOneAsync();
        await Outbox.RescueAsync(Now, all: true, Ct);
        await PutAsync("b");
        var current = await ClaimAsync();
        var other = current.Single(d => d.Envelope.Key == "b");

        await Outbox.SettleAsync([Settlement(late, Done), Settlement(other, Done)], Ct);

        Assert.Equal(EnvelopeState.Waiting, (await FindAsync(late.Envelope.Id)).State);
        Assert.Equal(EnvelopeState.Done, (await FindAsync(other.Envelope.Id)).State);
    }

    [Fact]
    public async Task Rescue_frees_only_leases_that_ran_out_and_marks_their_heads_doubtful()
    {
        var first = await PutAsync("first");
        await ClaimOneAsync();
        Clock.Advance(TimeSpan.FromMinutes(2));
        var second = await PutAsync("second");
        await ClaimOneAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, await Outbox.RescueAsync(Now, all: false, Ct));

        var delivery = await ClaimOneAsync();
        Assert.Equal(first, delivery.Envelope.Id);
        Assert.True(delivery.IsDoubtful);
        Assert.Equal(1, delivery.Attempts);
        Assert.Equal("lost", Assert.Single((await FindAsync(first)).History).Outcome);
        Assert.False((await FindAsync(second)).IsDoubtful);
        Assert.Equal(2, await Outbox.RescueAsync(Now, all: true, Ct));
        Assert.Equal(0, await Outbox.RescueAsync(Now, all: true, Ct));
    }

    [Fact]
    public async Task Rescue_rings_the_lane()
    {
        await PutAsync("k");
        await ClaimOneAsync();
        var rung = Fixture.Signals.Of(Lane).RungAfterAsync(Fixture.Signals.Of(Lane).Rings);
        Assert.False(rung.IsCompleted);

        await Outbox.RescueAsync(Now, all: true, Ct);

        Assert.True(rung.IsCompleted);
    }

    [Fact]
    public async Task A_refund_takes_back_one_attempt_and_sets_the_time()
    {
        var id = await PutAsync("k");
        await SettleAsync(await ClaimOneAsync(), Again(TimeSpan.FromHours(1)));

        await Outbox.RefundAsync([new Charge(id, 1)], Now.AddMinutes(1), Ct);

        Assert.Equal(Now.AddMinutes(1), await Outbox.NextDueAsync(Lane, Ct));
        Assert.Equal(Now.AddMinutes(1), (await FindAsync(id)).DueAt);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, (await ClaimOneAsync()).Attempts);
        await Outbox.RefundAsync([new Charge(id, 0)], Now, Ct);
        Assert.Equal(0, (await FindAsync(id)).Attempts);
    }

    [Fact]
    public async Task A_refund_that_is_asked_for_again_gives_nothing_back_a_second_time()
    {
        var id = await PutAsync("k");
        for (var i = 0; i < 4; i++)
        {
            await SettleAsync(await ClaimOneAsync(), Again(TimeSpan.Zero));
        }

        for (var asked = 0; asked < 2; asked++)
        {
            await Outbox.RefundAsync([new Charge(id, 3), new Charge(id, 4)], Now, Ct);

            Assert.Equal(2, (await FindAsync(id)).Attempts);
        }
    }

    [Fact]
    public async Task A_refund_does_not_touch_what_is_settled_or_dead()
    {
        var dead = await PutDeadAsync("dead");
        var done = await PutAsync("done");
        await SettleAsync(await ClaimOneAsync(), Done);

        await Outbox.RefundAsync([new Charge(dead, 1), new Charge(done, 1)], Now, Ct);

        Assert.Equal(1, (await FindAsync(dead)).Attempts);
        Assert.Equal(1, (await FindAsync(done)).Attempts);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task What_the_connector_learnt_commits_with_the_settle_and_comes_with_the_next_delivery()
    {
        await PutAsync("k");
        await PutAsync("k");
        var state = new PartnerState("""{"status":"2"}""", 1, Now.AddMinutes(-1));

        await SettleAsync(await ClaimOneAsync(), Done, state);

        Assert.Equal(state, await Outbox.StateAsync(Lane, "k", Ct));
        Assert.Equal(state, (await ClaimOneAsync()).State);
        Assert.Null(await Outbox.StateAsync("other", "k", Ct));
    }

    [Fact]
    public async Task A_settle_without_new_knowledge_leaves_the_old()
    {
        await PutAsync("k");
        await PutAsync("k");
        await SettleAsync(await ClaimOneAsync(), Done, new PartnerState("{}", 0, Now));
        await SettleAsync(await ClaimOneAsync(), Done);

        Assert.Equal(new PartnerState("{}", 0, Now), await Outbox.StateAsync(Lane, "k", Ct));
    }

    [Fact]
    public async Task Events_that_follow_from_an_answer_commit_with_the_settle()
    {
        await PutAsync("k");
        var follows = About("k", "reply", lanes: ["post"]);

        await SettleAsync(await ClaimOneAsync(), Done, null, follows);

        Assert.Single(await Inbox.FindAsync("reply", null, Ct));
        Assert.Equal(follows.Envelopes[0].Id, (await ClaimOneAsync("post")).Envelope.Id);
    }

    [Fact]
    public async Task A_settle_is_durable()
    {
        var id = await PutAsync("k");
        await SettleAsync(await ClaimOneAsync(), Done, new PartnerState("{}"));

        await KillAsync();

        Assert.Equal(EnvelopeState.Done, (await FindAsync(id)).State);
        Assert.NotNull(await Outbox.StateAsync(Lane, "k", Ct));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_command_is_written_with_its_audit_and_not_twice_while_it_waits()
    {
        EnvelopeDraft Command(string key) => new(Fixture.Ids.Next(), Lane, key, "hub.portal.resync.v1", Json("""{"why":"stale"}"""));

        Assert.Equal(2, await Outbox.CommandAsync([Command("a"), Command("b"), Command("a")], Audit("heal"), Ct));
        Assert.Equal(0, await Outbox.CommandAsync([Command("a"), Command("b")], Audit("heal"), Ct));

        var claimed = await ClaimAsync();
        Assert.Equal(["a", "b"], claimed.Select(d => d.Envelope.Key).Order());
        Assert.All(claimed, d => Assert.Null(d.Envelope.EventSeq));
        Assert.Equal("""{"why":"stale"}""", Text(claimed[0].Envelope.Body));
        Assert.Equal(["heal", "heal"], (await AuditLinesAsync()).Select(line => line.Entry.Act));
        await SettleAsync(claimed[0], Done);
        Assert.Equal(1, await Outbox.CommandAsync([Command("a"), Command("b")], Audit("heal"), Ct));
    }

    [Fact]
    public async Task A_command_takes_its_place_behind_what_already_waits()
    {
        await PutAsync("k");
        await Outbox.CommandAsync([new EnvelopeDraft(Fixture.Ids.Next(), Lane, "k", "hub.portal.resync.v1")], Audit(), Ct);

        var first = await ClaimOneAsync();
        Assert.NotNull(first.Envelope.EventSeq);
        await SettleAsync(first, Done);
        Assert.Equal("hub.portal.resync.v1", (await ClaimOneAsync()).Envelope.Type);
    }

    [Fact]
    public async Task The_envelopes_of_an_event_are_listed_with_their_history_in_order()
    {
        var seq = await AcceptAsync(About("k", lanes: ["one", "two"]));
        await SettleAsync(await ClaimOneAsync("two"), Again(TimeSpan.FromMinutes(1)));

        var records = await Outbox.OfEventAsync(seq, Ct);

        Assert.Equal(["one", "two"], records.Select(r => r.Envelope.Lane));
        Assert.Empty(records[0].History);
        Assert.Equal("retry", Assert.Single(records[1].History).Outcome);
        Assert.Equal("said so", records[1].Reason);
        Assert.Equal([Now, Now.AddMinutes(1)], records.Select(r => r.DueAt));
        Assert.Empty(await Outbox.OfEventAsync(seq + 1, Ct));
    }

    [Fact]
    public async Task Many_claimers_never_get_one_strand_twice()
    {
        var keys = Enumerable.Range(0, 200).Select(i => $"k-{i}").ToList();
        await Inbox.AcceptAsync([.. keys.SelectMany(key => new[] { About(key), About(key) })], null, Ct);
        var claimed = new ConcurrentBag<Delivery>();

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            while (await ClaimAsync(max: 3) is { Count: > 0 } some)
            {
                some.ToList().ForEach(claimed.Add);
            }
        })));

        Assert.Equal(keys.Order(), claimed.Select(d => d.Envelope.Key).Order());
        await Task.WhenAll(claimed.Select(d => SettleAsync(d, Done)));
        Assert.Equal(200, (await ClaimAsync(max: 1000)).Count);
    }

    [Fact]
    public async Task Leases_of_a_process_that_died_are_free_at_the_next_start_and_doubtful()
    {
        var id = await PutAsync("k");
        await ClaimOneAsync();
        await PutAsync("other");

        await KillAsync();

        var claimed = await ClaimAsync();
        Assert.Equal(2, claimed.Count);
        var again = claimed.Single(d => d.Envelope.Id == id);
        Assert.True(again.IsDoubtful);
        Assert.False(claimed.Single(d => d.Envelope.Id != id).IsDoubtful);
        Assert.Equal("lost", Assert.Single((await FindAsync(id)).History).Outcome);
    }
}
