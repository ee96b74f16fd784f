using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class DossiersContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task A_dossier_is_known_from_its_first_event()
    {
        await AcceptAsync(Moved("H01", procedure: "1.000656"));

        Assert.Equal(new DossierRow("H01", "1.000656", Now, Now, null, null, false), await Dossiers.FindAsync("H01", Ct));
        Assert.Null(await Dossiers.FindAsync("h01", Ct));
    }

    [Fact]
    public async Task The_row_keeps_the_latest_status_by_event_time_whatever_the_order_of_arrival()
    {
        var t = Now;
        await AcceptAsync(Moved("H01", "processing", at: t.AddHours(2), procedure: "1.000656"));
        await AcceptAsync(Moved("H01", "received", at: t));
        await AcceptAsync(Moved("H01", at: t.AddHours(5)));

        Assert.Equal(
            new DossierRow("H01", "1.000656", t, t.AddHours(5), "processing", t.AddHours(2), false), await Dossiers.FindAsync("H01", Ct));
    }

    [Fact]
    public async Task Of_two_statuses_of_one_time_the_later_accepted_counts()
    {
        await AcceptAsync(Moved("H01", "received"));
        await AcceptAsync(Moved("H01", "processing"));

        Assert.Equal("processing", (await Dossiers.FindAsync("H01", Ct))!.Status);
    }

    [Fact]
    public async Task A_dossier_closes_and_opens_with_its_latest_status()
    {
        await AcceptAsync(Moved("H01", "returned", isTerminal: true, at: Now.AddHours(1)));
        Assert.True((await Dossiers.FindAsync("H01", Ct))!.IsClosed);
        await AcceptAsync(Moved("H01", "processing", at: Now));
        Assert.True((await Dossiers.FindAsync("H01", Ct))!.IsClosed);
        await AcceptAsync(Moved("H01", "processing", at: Now.AddHours(2)));
        Assert.False((await Dossiers.FindAsync("H01", Ct))!.IsClosed);
    }

    [Fact]
    public async Task Events_come_by_event_time_then_by_acceptance()
    {
        await AcceptAsync(About("H01", "second", at: Now.AddHours(1)));
        await AcceptAsync(About("H01", "first", at: Now));
        await AcceptAsync(About("H01", "third", at: Now.AddHours(1)));
        await AcceptAsync(About("H02", "other"));
        await AcceptAsync(About("H01", "out") with { Direction = EventDirection.Out, Envelopes = [] });

        Assert.Equal(["first", "second", "third"], (await Dossiers.EventsAsync(Lane, "H01", Ct)).Select(e => e.Id));
        Assert.Equal(["first", "out", "second", "third"], (await Dossiers.TimelineAsync("H01", Ct)).Select(e => e.Event.Id));
    }

    [Fact]
    public async Task An_event_without_a_time_stands_where_it_was_accepted()
    {
        await AcceptAsync(About("H01", "later", at: Now.AddMinutes(1)));
        var bare = About("H01", "bare");
        await AcceptAsync(bare with { Event = bare.Event with { Time = null } });

        var events = await Dossiers.EventsAsync(Lane, "H01", Ct);

        Assert.Equal([("bare", Now), ("later", Now.AddMinutes(1))], events.Select(e => (e.Id, e.At)));
    }

    [Fact]
    public async Task A_mended_body_is_seen_by_the_lane_it_was_mended_for()
    {
        var submission = About("H01", lanes: [Lane, "post"]);
        await AcceptAsync(submission);
        await SettleAsync(await ClaimOneAsync(), Dead());
        await DeadLetters.EditAsync(submission.Envelopes[0].Id, Json("""{"n":2}"""), Audit(), Ct);

        Assert.Equal("""{"n":2}""", Text(Assert.Single(await Dossiers.EventsAsync(Lane, "H01", Ct)).Data));
        Assert.Equal("""{"n":1}""", Text(Assert.Single(await Dossiers.EventsAsync("post", "H01", Ct)).Data));
        Assert.Equal("""{"n":1}""", Text(Assert.Single(await Dossiers.TimelineAsync("H01", Ct)).Event.Data));
    }

    [Fact]
    public async Task A_body_that_only_the_envelope_was_written_with_is_not_the_event()
    {
        var submission = About("H01");
        await AcceptAsync(submission with { Envelopes = [submission.Envelopes[0] with { Body = Json("""{"request":1}""") }] });

        Assert.Equal("""{"n":1}""", Text(Assert.Single(await Dossiers.EventsAsync(Lane, "H01", Ct)).Data));
    }

    [Fact]
    public async Task What_a_person_skipped_or_discarded_is_given_up_in_that_lane()
    {
        var submission = About("H01", lanes: [Lane, "post"]);
        await AcceptAsync(submission);
        await SettleAsync(await ClaimOneAsync(), Dead());
        async Task<bool> GivenUpAsync(string lane) => Assert.Single(await Dossiers.EventsAsync(lane, "H01", Ct)).IsGivenUp;
        Assert.False(await GivenUpAsync(Lane));

        await DeadLetters.SkipAsync(submission.Envelopes[0].Id, "", Audit(), Ct);
        Assert.True(await GivenUpAsync(Lane));
        Assert.False(await GivenUpAsync("post"));
        await DeadLetters.DiscardAsync(submission.Envelopes[0].Id, "", Audit(), Ct);
        Assert.True(await GivenUpAsync(Lane));
    }

    [Fact]
    public async Task The_timeline_sees_envelopes_of_every_lane_and_commands()
    {
        await AcceptAsync(About("H01", lanes: [Lane, "post"]));
        await SettleAsync(await ClaimOneAsync("post"), Done);
        await Outbox.CommandAsync([new EnvelopeDraft(Fixture.Ids.Next(), Lane, "H01", "hub.portal.resync.v1")], Audit(), Ct);
        await AcceptAsync(About("H02"));

        var envelopes = await Dossiers.EnvelopesAsync("H01", Ct);

        Assert.Equal(
            [(Lane, EnvelopeState.Waiting), ("post", EnvelopeState.Done), (Lane, EnvelopeState.Waiting)],
            envelopes.Select(e => (e.Envelope.Lane, e.State)));
        Assert.Equal([Now, null, null], envelopes.Select(e => e.DueAt));
    }

    [Fact]
    public async Task To_check_come_the_doubtful_first_then_the_unchecked_newest_first()
    {
        var t = Now;
        foreach (var (code, hours) in (IEnumerable<(string, int)>)[("old", 0), ("new", 3), ("doubt-1", 1), ("doubt-9", 2), ("fresh", 4)])
        {
            await AcceptAsync(Moved(code, at: t.AddHours(hours)));
        }

        await Dossiers.SaveCheckAsync(Lane, "doubt-1", null, new PartnerState("{}", 1), Ct);
        await Dossiers.SaveCheckAsync(Lane, "doubt-9", null, new PartnerState("{}", 9, t.AddHours(-1)), Ct);
        await Dossiers.SaveCheckAsync(Lane, "fresh", null, new PartnerState("{}", 0, t.AddMinutes(1)), Ct);
        await Dossiers.SaveCheckAsync("other-lane", "new", null, new PartnerState("{}", 5), Ct);

        async Task<string[]> CodesAsync(DateTimeOffset since, int limit) =>
            [.. (await Dossiers.ToCheckAsync(Lane, since, t, limit, Ct)).Select(c => c.Dossier.Code)];

        Assert.Equal(["doubt-9", "doubt-1", "new", "old"], await CodesAsync(t, 10));
        Assert.Equal(["doubt-9", "doubt-1", "new"], await CodesAsync(t.AddMinutes(1), 10));
        Assert.Equal(["doubt-9", "doubt-1", "new"], await CodesAsync(t, 3));
        Assert.Equal(["doubt-9"], await CodesAsync(t, 1));
        Assert.Equal(4, await Dossiers.CountSinceAsync(t.AddMinutes(1), Ct));
        Assert.Equal(5, await Dossiers.CountSinceAsync(t, Ct));
    }

    [Fact]
    public async Task A_dossier_to_check_says_whether_its_lane_is_at_rest()
    {
        async Task<bool> SettledAsync() =>
            Assert.Single(await Dossiers.ToCheckAsync(Lane, Now.AddDays(-1), Now.AddDays(1), 10, Ct)).IsSettled;
        await AcceptAsync(Moved("H01"));
        Assert.False(await SettledAsync());
        var delivery = await ClaimOneAsync();
        Assert.False(await SettledAsync());
        await SettleAsync(delivery, Dead());
        Assert.True(await SettledAsync());
        await DeadLetters.DiscardAsync(delivery.Envelope.Id, "", Audit(), Ct);
        Assert.True(await SettledAsync());
    }

    [Fact]
    public async Task A_check_is_kept_and_moves_the_dossier_out_of_the_line()
    {
        await AcceptAsync(Moved("H01"));

        Assert.True(await Dossiers.SaveCheckAsync(Lane, "H01", null, new PartnerState("""{"s":1}""", 2, Now), Ct));

        Assert.Equal(new PartnerState("""{"s":1}""", 2, Now), await Outbox.StateAsync(Lane, "H01", Ct));
        Assert.Empty(await Dossiers.ToCheckAsync(Lane, Now.AddDays(-1), Now, 10, Ct));
        Assert.Equal(new PartnerState("""{"s":1}""", 2, Now), Assert.Single(await Dossiers.ToCheckAsync(Lane, Now.AddDays(-1), Now.AddSeconds(1), 10, Ct)).State);
    }

    [Theory]
    [InlineData("""{"s":2}""", 0)]
    [InlineData("""{"s":1}""", 3)]
    public async Task A_check_gives_way_to_a_delivery_that_changed_the_state_meanwhile(string json, int doubt)
    {
        await AcceptAsync(Moved("H01"));
        await AcceptAsync(Moved("H01"));
        await SettleAsync(await ClaimOneAsync(), Done, new PartnerState("""{"s":1}"""));
        var expected = await Outbox.StateAsync(Lane, "H01", Ct);

        await SettleAsync(await ClaimOneAsync(), Done, new PartnerState(json, doubt));

        Assert.False(await Dossiers.SaveCheckAsync(Lane, "H01", expected, new PartnerState("""{"s":1}""", 0, Now), Ct));
        Assert.False(await Dossiers.SaveCheckAsync(Lane, "H01", null, new PartnerState("""{"s":1}""", 0, Now), Ct));
        Assert.Equal(new PartnerState(json, doubt), await Outbox.StateAsync(Lane, "H01", Ct));
    }

    [Fact]
    public async Task A_delivery_without_a_comparison_keeps_the_time_of_the_last_one()
    {
        await AcceptAsync(Moved("H01"));
        await Dossiers.SaveCheckAsync(Lane, "H01", null, new PartnerState("{}", 0, Now), Ct);

        await SettleAsync(await ClaimOneAsync(), Done, new PartnerState("""{"s":2}"""));

        Assert.Equal(new PartnerState("""{"s":2}""", 0, Now), await Outbox.StateAsync(Lane, "H01", Ct));
    }
}
