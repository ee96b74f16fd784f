using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class DeadLettersContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private static readonly DeadLetterFilter Any = new();

    [Fact]
    public async Task Of_two_who_decide_on_the_same_state_one_is_refused()
    {
        var id = await PutDeadAsync("H01");
        var seen = await FindAsync(id);
        var meant = new DecidedLetter(id, now => now.Edits.Count == seen.Edits.Count && now.State == seen.State);

        var done = await Task.WhenAll(
            DeadLetters.EditAsync(meant, Json("""{"n":2}"""), Audit("edit", "op-lan"), Ct),
            DeadLetters.EditAsync(meant, Json("""{"n":3}"""), Audit("edit", "op-minh"), Ct));

        Assert.Single(done, true);
        Assert.Single((await FindAsync(id)).Edits);
        Assert.False(await DeadLetters.SkipAsync(meant, "late", Audit("skip"), Ct));
        Assert.False(await DeadLetters.DiscardAsync(meant, "late", Audit("discard"), Ct));
        Assert.False(await DeadLetters.RetryAsync(meant, Audit("retry"), Ct));
        Assert.Equal(EnvelopeState.Dead, (await FindAsync(id)).State);
        Assert.Single((await AuditLinesAsync()), line => line.Entry.Act is "edit");
    }

    [Fact]
    public async Task Dead_and_skipped_ones_are_listed_oldest_first_without_history()
    {
        var first = await PutDeadAsync("a");
        var second = await PutDeadAsync("b");
        await PutAsync("c");
        await DeadLetters.SkipAsync(first, "later", Audit(), Ct);

        var list = await DeadLetters.ListAsync(Any, 0, 10, Ct);

        Assert.Equal([first, second], list.Select(r => r.Envelope.Id));
        Assert.Equal([EnvelopeState.Skipped, EnvelopeState.Dead], list.Select(r => r.State));
        Assert.All(list, r => Assert.Empty(r.History));
        Assert.Equal(("http-422", "refused by the partner"), (list[1].Code, list[1].Reason));
        Assert.Equal(second, Assert.Single(await DeadLetters.ListAsync(Any, list[0].Envelope.Seq, 10, Ct)).Envelope.Id);
        Assert.Equal(first, Assert.Single(await DeadLetters.ListAsync(Any, 0, 1, Ct)).Envelope.Id);
        Assert.Equal(2, await DeadLetters.CountAsync(Any, Ct));
    }

    [Fact]
    public async Task A_dossier_is_found_in_every_lane_whatever_its_key_there()
    {
        var id = Fixture.Ids.Next();
        await AcceptAsync(About("H01") with { Envelopes = [new EnvelopeDraft(id, Lane, "subscription|H01", "status")] });
        await SettleAsync(await ClaimOneAsync(), Dead());
        await PutDeadAsync("H02");

        Assert.Equal(id, Assert.Single(await DeadLetters.ListAsync(new DeadLetterFilter(Dossier: "H01"), 0, 10, Ct)).Envelope.Id);
        Assert.Equal(1, await DeadLetters.CountAsync(new DeadLetterFilter(Dossier: "H01"), Ct));
        Assert.Equal(0, await DeadLetters.CountAsync(new DeadLetterFilter(Key: "H01"), Ct));
        var plan = await Port<IRedrives>().PlanAsync(new DeadLetterFilter(Dossier: "H01"), 10, Audit(), Ct);
        Assert.Equal((1L, "H01"), (plan.Planned, plan.Filter.Dossier));
        Assert.True(await Port<IRedrives>().StartAsync(plan.Id, Audit(), Ct));
        Assert.Equal(1, (await Port<IRedrives>().AdvanceAsync(plan.Id, 10, Now, Ct)).Released);
    }

    [Fact]
    public async Task Each_part_of_the_filter_narrows()
    {
        var begin = Now;
        var a = await PutDeadAsync("a", "http-422");
        Clock.Advance(TimeSpan.FromHours(1));
        await PutDeadAsync("b", "attempts-exhausted");
        var type = (await FindAsync(a)).Envelope.Type;

        async Task Only(DeadLetterFilter filter, params string[] keys)
        {
            Assert.Equal(keys, (await DeadLetters.ListAsync(filter, 0, 10, Ct)).Select(r => r.Envelope.Key));
            Assert.Equal(keys.Length, await DeadLetters.CountAsync(filter, Ct));
        }

        await Only(Any with { Lane = Lane }, "a", "b");
        await Only(Any with { Lane = "other" });
        await Only(Any with { Code = "http-422" }, "a");
        await Only(Any with { Key = "b" }, "b");
        await Only(Any with { Type = type }, "a", "b");
        await Only(Any with { Type = "hub.portal.resync.v1" });
        await Only(Any with { Since = begin.AddMinutes(1) }, "b");
        await Only(Any with { Since = begin }, "a", "b");
        await Only(Any with { Until = Now }, "a");
        await Only(Any with { State = EnvelopeState.Skipped });
        await Only(Any with { State = EnvelopeState.Dead, Key = "a", Code = "http-422" }, "a");
    }

    [Fact]
    public async Task Any_envelope_is_found_with_its_whole_history()
    {
        var id = await PutAsync("k");
        await SettleAsync(await ClaimOneAsync(), Again(TimeSpan.Zero));
        await SettleAsync(await ClaimOneAsync(), Dead());

        Assert.Equal(["retry", "reject"], (await FindAsync(id)).History.Select(a => a.Outcome));
        Assert.Null(await DeadLetters.FindAsync(Fixture.Ids.Next(), Ct));
    }

    [Fact]
    public async Task A_retry_is_due_now_with_a_fresh_ladder_and_the_strand_flows_again()
    {
        var id = await PutDeadAsync("k");
        var later = await PutAsync("k");
        Clock.Advance(TimeSpan.FromHours(2));

        Assert.True(await DeadLetters.RetryAsync(id, Audit("dead-letter.retry"), Ct));

        Assert.True((await FindAsync(id)).DueAt <= Now);
        var delivery = await ClaimOneAsync();
        Assert.Equal((id, 0), (delivery.Envelope.Id, delivery.Attempts));
        await SettleAsync(delivery, Done);
        Assert.Equal(later, (await ClaimOneAsync()).Envelope.Id);
        Assert.Equal("dead-letter.retry", Assert.Single(await AuditLinesAsync()).Entry.Act);
    }

    [Fact]
    public async Task Doubt_outlives_death()
    {
        var id = await PutAsync("k");
        await SettleAsync(await ClaimOneAsync(), Again(TimeSpan.Zero, doubtful: true));
        await SettleAsync(await ClaimOneAsync(), Dead());
        await DeadLetters.RetryAsync(id, Audit(), Ct);

        Assert.True((await ClaimOneAsync()).IsDoubtful);
    }

    [Fact]
    public async Task A_skipped_one_lets_the_later_flow_and_can_still_be_retried()
    {
        var id = await PutDeadAsync("k");
        var later = await PutAsync("k");

        Assert.True(await DeadLetters.SkipAsync(id, "sent by hand", Audit("dead-letter.skip"), Ct));

        var delivery = await ClaimOneAsync();
        Assert.Equal(later, delivery.Envelope.Id);
        await SettleAsync(delivery, Done);
        Assert.Empty(await ClaimAsync());
        Assert.True(await DeadLetters.RetryAsync(id, Audit(), Ct));
        Assert.Equal(id, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task A_skipped_one_retried_behind_a_waiting_one_goes_first_again()
    {
        var id = await PutDeadAsync("k");
        var later = await PutAsync("k");
        await DeadLetters.SkipAsync(id, "", Audit(), Ct);
        await DeadLetters.RetryAsync(id, Audit(), Ct);

        var delivery = await ClaimOneAsync();
        Assert.Equal(id, delivery.Envelope.Id);
        await SettleAsync(delivery, Done);
        Assert.Equal(later, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task A_skipped_one_retried_while_its_strand_is_in_delivery_waits_for_that_delivery()
    {
        var id = await PutDeadAsync("k");
        await PutAsync("k");
        await DeadLetters.SkipAsync(id, "", Audit(), Ct);
        var inFlight = await ClaimOneAsync();

        Assert.True(await DeadLetters.RetryAsync(id, Audit(), Ct));

        Assert.Empty(await ClaimAsync());
        await SettleAsync(inFlight, Done);
        Assert.Equal(id, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task A_skipped_one_retried_during_a_delivery_that_must_wait_is_itself_due_at_once()
    {
        var id = await PutDeadAsync("k");
        await PutAsync("k");
        await DeadLetters.SkipAsync(id, "", Audit(), Ct);
        var inFlight = await ClaimOneAsync();
        await DeadLetters.RetryAsync(id, Audit(), Ct);

        await SettleAsync(inFlight, Again(TimeSpan.FromHours(6)));

        Assert.Equal(id, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task When_a_lease_is_lost_the_doubt_falls_on_the_envelope_that_was_in_delivery()
    {
        var id = await PutDeadAsync("k");
        var later = await PutAsync("k");
        await DeadLetters.SkipAsync(id, "", Audit(), Ct);
        await ClaimOneAsync();
        await DeadLetters.RetryAsync(id, Audit(), Ct);

        await Outbox.RescueAsync(Now, all: true, Ct);

        Assert.False((await FindAsync(id)).IsDoubtful);
        Assert.True((await FindAsync(later)).IsDoubtful);
        Assert.Equal("lost", Assert.Single((await FindAsync(later)).History).Outcome);
        Assert.Equal(id, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task A_skipped_one_retried_behind_another_dead_letter_waits_for_that_decision()
    {
        var skipped = await PutDeadAsync("k");
        await DeadLetters.SkipAsync(skipped, "", Audit(), Ct);
        var dead = await PutDeadAsync("k");

        Assert.True(await DeadLetters.RetryAsync(skipped, Audit(), Ct));

        Assert.Empty(await ClaimAsync());
        Assert.True(await DeadLetters.DiscardAsync(dead, "wrong", Audit(), Ct));
        Assert.Equal(skipped, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task A_discarded_one_is_over_for_good_and_the_later_flow()
    {
        var id = await PutDeadAsync("k");
        var later = await PutAsync("k");

        Assert.True(await DeadLetters.DiscardAsync(id, "entered twice", Audit(), Ct));

        Assert.Equal(EnvelopeState.Discarded, (await FindAsync(id)).State);
        Assert.Equal(later, (await ClaimOneAsync()).Envelope.Id);
        Assert.False(await DeadLetters.RetryAsync(id, Audit(), Ct));
        Assert.False(await DeadLetters.EditAsync(id, Json("{}"), Audit(), Ct));
        Assert.False(await DeadLetters.SkipAsync(id, "", Audit(), Ct));
        Assert.False(await DeadLetters.DiscardAsync(id, "", Audit(), Ct));
        Assert.Equal(0, await DeadLetters.CountAsync(Any, Ct));
    }

    [Fact]
    public async Task A_skipped_one_can_be_discarded_without_touching_its_strand()
    {
        var id = await PutDeadAsync("k");
        var later = await PutAsync("k");
        await DeadLetters.SkipAsync(id, "", Audit(), Ct);

        Assert.True(await DeadLetters.DiscardAsync(id, "", Audit(), Ct));

        Assert.Equal(1, (await Port<ILaneBoard>().DepthAsync(Lane, Ct)).Waiting);
        Assert.Equal(later, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task The_last_of_a_strand_discarded_leaves_an_empty_lane()
    {
        await DeadLetters.DiscardAsync(await PutDeadAsync("k"), "", Audit(), Ct);

        Assert.Equal(new Core.Outbox.LaneDepth(0, 0, 0, 0, null, null), await Port<ILaneBoard>().DepthAsync(Lane, Ct));
    }

    [Fact]
    public async Task An_edit_keeps_the_old_body_and_both_authors()
    {
        var id = await PutDeadAsync("k");

        Assert.True(await DeadLetters.EditAsync(id, Json("""{"n":2}"""), Audit("dead-letter.edit", "op-lan"), Ct));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await DeadLetters.EditAsync(id, Json("""{"n":3}"""), Audit("dead-letter.edit", "op-minh"), Ct));

        var record = await FindAsync(id);
        Assert.Equal("""{"n":3}""", Text(record.Envelope.Body));
        Assert.Collection(
            record.Edits,
            e => Assert.Equal((Now.AddMinutes(-1), "key-case-system", "op-lan", """{"n":1}"""), (e.At, e.OldAuthor, e.NewAuthor, Text(e.OldBody))),
            e => Assert.Equal((Now, "op-lan", "op-minh", """{"n":2}"""), (e.At, e.OldAuthor, e.NewAuthor, Text(e.OldBody))));
        Assert.Equal(EnvelopeState.Dead, record.State);
        Assert.Equal("""{"n":1}""", Text((await Inbox.ListAsync(0, 1, null, Ct))[0].Event.Data));
        Assert.Equal(["op-lan", "op-minh"], (await AuditLinesAsync()).Select(line => line.Entry.Actor));
        Assert.Equal(
            ["edited; old author key-case-system, new author op-lan", "edited; old author op-lan, new author op-minh"],
            (await AuditLinesAsync()).Select(line => line.Entry.Detail));

        await DeadLetters.RetryAsync(id, Audit(), Ct);
        Assert.Equal("""{"n":3}""", Text((await ClaimOneAsync()).Envelope.Body));
    }

    [Fact]
    public async Task A_skipped_one_can_be_edited()
    {
        var id = await PutDeadAsync("k");
        await DeadLetters.SkipAsync(id, "", Audit(), Ct);

        Assert.True(await DeadLetters.EditAsync(id, Json("""{"n":2}"""), Audit(), Ct));
    }

    [Fact]
    public async Task What_waits_or_is_done_is_nobodys_to_decide_and_leaves_no_audit()
    {
        var waiting = await PutAsync("waiting");
        var inDelivery = (await ClaimOneAsync()).Envelope.Id;
        Assert.Equal(waiting, inDelivery);
        var done = await PutAsync("done");
        await SettleAsync(await ClaimOneAsync(), Done);

        foreach (var id in (EnvelopeId[])[waiting, done, Fixture.Ids.Next()])
        {
            Assert.False(await DeadLetters.RetryAsync(id, Audit(), Ct));
            Assert.False(await DeadLetters.EditAsync(id, Json("{}"), Audit(), Ct));
            Assert.False(await DeadLetters.SkipAsync(id, "", Audit(), Ct));
            Assert.False(await DeadLetters.DiscardAsync(id, "", Audit(), Ct));
        }

        Assert.Empty(await AuditLinesAsync());
        Assert.Empty((await FindAsync(waiting)).Edits);
    }

    [Fact]
    public async Task A_skipped_one_cannot_be_skipped_again()
    {
        var id = await PutDeadAsync("k");
        await DeadLetters.SkipAsync(id, "", Audit(), Ct);

        Assert.False(await DeadLetters.SkipAsync(id, "", Audit(), Ct));
    }

    [Fact]
    public async Task Why_a_person_skipped_or_discarded_is_in_the_audit()
    {
        var id = await PutDeadAsync("k");
        await DeadLetters.SkipAsync(id, "đã gửi bằng tay", Audit("skip"), Ct);
        await DeadLetters.DiscardAsync(id, "trùng hồ sơ", Audit("discard") with { Detail = "said by the caller" }, Ct);

        Assert.Equal(["đã gửi bằng tay", "said by the caller"], (await AuditLinesAsync()).Select(line => line.Entry.Detail));
    }

    [Fact]
    public async Task Decisions_are_durable()
    {
        var retried = await PutDeadAsync("retried");
        var skipped = await PutDeadAsync("skipped");
        await DeadLetters.SkipAsync(skipped, "", Audit(), Ct);
        await DeadLetters.RetryAsync(retried, Audit(), Ct);

        await KillAsync();

        Assert.Equal(retried, (await ClaimOneAsync()).Envelope.Id);
        Assert.Equal(EnvelopeState.Skipped, (await FindAsync(skipped)).State);
    }

    [Fact]
    public async Task A_retried_one_rings_its_lane()
    {
        var id = await PutDeadAsync("k");
        var rung = Fixture.Signals.Of(Lane).RungAfterAsync(Fixture.Signals.Of(Lane).Rings);

        await DeadLetters.RetryAsync(id, Audit(), Ct);

        Assert.True(rung.IsCompleted);
    }
}
