using System.Collections.Concurrent;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class InboxContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task An_event_is_kept_whole()
    {
        var e = new CloudEvent
        {
            Id = "a-1",
            Source = "/centre/hồ-sơ",
            Type = EventTypes.DossierReceived,
            Subject = "H01.2026-0001",
            Time = Now.AddMicroseconds(7),
            DataSchema = "/schemas/dossier.received/v1",
            Data = Json("""{"name":"Trần Thị Bưởi"}"""),
            Extensions = new Dictionary<string, string> { ["partitionkey"] = "p" },
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        var submission = new Submission { Event = e, Digest = EventDigest.Of(e), ReceivedAt = Now, AcceptedBy = "key-1" };

        var seq = await AcceptAsync(submission);

        var stored = Assert.Single(await Inbox.FindAsync("a-1", null, Ct));
        Assert.Equal(seq, stored.Seq);
        Assert.Equal(e with { Data = default, Extensions = null }, stored.Event with { Data = default, Extensions = null });
        Assert.Equal(Text(e.Data), Text(stored.Event.Data));
        Assert.Equal(e.Extensions, stored.Event.Extensions);
        Assert.Equal(EventDirection.In, stored.Direction);
        Assert.Equal(Now, stored.ReceivedAt);
        Assert.Equal("key-1", stored.AcceptedBy);
        Assert.Equal(submission.Digest.ToArray(), stored.Digest.ToArray());
    }

    [Fact]
    public async Task An_event_with_nothing_optional_is_kept_too()
    {
        var e = new CloudEvent { Id = "bare", Source = "/s", Type = "t" };
        await AcceptAsync(new Submission { Event = e, Digest = EventDigest.Of(e), ReceivedAt = Now, AcceptedBy = "k" });

        var stored = Assert.Single(await Inbox.FindAsync("bare", "/s", Ct));

        Assert.Equal(e with { Data = stored.Event.Data }, stored.Event);
        Assert.True(stored.Event.Data.IsEmpty);
        Assert.Equal(Now, stored.At);
    }

    [Fact]
    public async Task A_repeat_is_a_duplicate_and_changes_nothing()
    {
        var first = About("k", "same");
        var seq = await AcceptAsync(first);

        var verdict = Assert.Single(await Inbox.AcceptAsync([About("k", "same")], null, Ct));

        Assert.Equal(new Verdict.Duplicate(seq), verdict);
        Assert.Single(await Inbox.ListAsync(0, 10, null, Ct));
        Assert.Single(await Outbox.OfEventAsync(seq, Ct));
    }

    [Fact]
    public async Task A_digest_of_a_former_hub_is_still_honoured()
    {
        var first = About("k", "same", """{"b":"Đ","a":1}""");
        var seq = await AcceptAsync(first with { Digest = EventDigest.Former(first.Event) });

        var verdicts = await Inbox.AcceptAsync(
            [About("k", "same", """{"b":"Đ","a":1}"""), About("k", "same", """{"a":1.0,"b":"\u0110"}"""), About("k", "same", """{"a":2,"b":"Đ"}""")], null, Ct);

        Assert.Equal([new Verdict.Duplicate(seq), new Verdict.Duplicate(seq)], verdicts.Take(2));
        Assert.IsType<Verdict.Conflict>(verdicts[2]);
    }

    [Fact]
    public async Task The_same_id_with_another_body_is_a_conflict_that_names_the_stored_digest()
    {
        var first = About("k", "same");
        var seq = await AcceptAsync(first);

        var verdict = Assert.Single(await Inbox.AcceptAsync([Moved("k", "received") with { Event = About("k", "same", """{"n":2}""").Event, Digest = new byte[32] }], null, Ct));

        var conflict = Assert.IsType<Verdict.Conflict>(verdict);
        Assert.Equal(seq, conflict.Seq);
        Assert.Equal(first.Digest.ToArray(), conflict.StoredDigest.ToArray());
        Assert.Equal("""{"n":1}""", Text(Assert.Single(await Inbox.FindAsync("same", null, Ct)).Event.Data));
        Assert.Null(await Dossiers.FindAsync("k", Ct));
    }

    [Fact]
    public async Task Within_one_batch_each_submission_has_its_verdict_in_order_and_neighbours_go_through()
    {
        await AcceptAsync(About("k", "old"));

        var verdicts = await Inbox.AcceptAsync(
            [About("k", "new-1"), About("k", "old"), About("k", "new-1"), About("k", "old", """{"n":2}"""), About("k", "new-1", """{"n":3}"""), About("k", "new-2")], null, Ct);

        Assert.Collection(
            verdicts,
            v => Assert.IsType<Verdict.Accepted>(v),
            v => Assert.IsType<Verdict.Duplicate>(v),
            v => Assert.Equal(((Verdict.Accepted)verdicts[0]).Seq, Assert.IsType<Verdict.Duplicate>(v).Seq),
            v => Assert.IsType<Verdict.Conflict>(v),
            v => Assert.Equal(((Verdict.Accepted)verdicts[0]).Seq, Assert.IsType<Verdict.Conflict>(v).Seq),
            v => Assert.IsType<Verdict.Accepted>(v));
        Assert.Equal(["old", "new-1", "new-2"], (await Inbox.ListAsync(0, 10, null, Ct)).Select(e => e.Event.Id));
    }

    [Fact]
    public async Task The_same_id_from_another_source_is_another_event()
    {
        var here = About("k", "shared");
        var there = here with { Event = here.Event with { Source = "/elsewhere" }, Envelopes = [] };

        await AcceptAsync(here);
        await AcceptAsync(there);

        Assert.Equal(2, (await Inbox.FindAsync("shared", null, Ct)).Count);
        Assert.Equal("/elsewhere", Assert.Single(await Inbox.FindAsync("shared", "/elsewhere", Ct)).Event.Source);
        Assert.Empty(await Inbox.FindAsync("nobody", null, Ct));
    }

    [Fact]
    public async Task Events_are_listed_after_a_cursor_by_direction()
    {
        await AcceptAsync(About("k", "in-1"));
        var second = await AcceptAsync(About("k", "out-1") with { Direction = EventDirection.Out, Envelopes = [] });
        await AcceptAsync(About("k", "in-2"));
        await AcceptAsync(About("k", "out-2") with { Direction = EventDirection.Out, Envelopes = [] });

        Assert.Equal(["in-2", "out-2"], (await Inbox.ListAsync(second, 10, null, Ct)).Select(e => e.Event.Id));
        Assert.Equal(["out-1", "out-2"], (await Inbox.ListAsync(0, 10, EventDirection.Out, Ct)).Select(e => e.Event.Id));
        Assert.Equal(["in-1"], (await Inbox.ListAsync(0, 1, EventDirection.In, Ct)).Select(e => e.Event.Id));
    }

    [Fact]
    public async Task What_was_accepted_is_there_after_a_kill_with_envelope_state_and_audit()
    {
        var seq = await AcceptAsync(Moved("H01", "received"));
        await Inbox.AcceptAsync([], Audit("POST /events"), Ct);

        await KillAsync();

        Assert.Equal(seq, Assert.Single(await Inbox.ListAsync(0, 10, null, Ct)).Seq);
        Assert.Single(await Outbox.OfEventAsync(seq, Ct));
        Assert.Equal("received", (await Dossiers.FindAsync("H01", Ct))!.Status);
        Assert.Equal("POST /events", Assert.Single(await AuditLinesAsync()).Entry.Act);
    }

    [Fact]
    public async Task The_lane_is_rung_when_its_work_is_durable()
    {
        var rung = Fixture.Signals.Of(Lane).RungAfterAsync(Fixture.Signals.Of(Lane).Rings);
        var other = Fixture.Signals.Of("other").RungAfterAsync(Fixture.Signals.Of("other").Rings);

        await PutAsync("k");

        Assert.True(rung.IsCompleted);
        Assert.False(other.IsCompleted);
    }

    [Fact]
    public async Task A_submission_that_cannot_be_written_fails_alone_and_leaves_nothing()
    {
        var taken = About("k", "taken");
        await AcceptAsync(taken);

        // The envelope's id is in use: the second insert of this submission fails after its event was written.
        Submission Broken(int i) => About("k", $"broken-{i}") with { Envelopes = taken.Envelopes, Dossier = new("broken", Now, "received") };
        var all = Enumerable.Range(0, 60)
            .Select(i => Inbox.AcceptAsync([i % 20 == 7 ? Broken(i) : About($"k-{i}", $"good-{i}")], Audit($"act-{i}"), Ct)).ToList();
        await Task.WhenAll(all.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal([7, 27, 47], all.Index().Where(x => x.Item.IsFaulted).Select(x => x.Index));
        Assert.Equal(58, (await Inbox.ListAsync(0, 100, null, Ct)).Count);
        Assert.Null(await Dossiers.FindAsync("broken", Ct));
        Assert.Equal(57, (await AuditLinesAsync()).Count);
        Assert.Null(await Port<Core.Trust.IAuditLog>().FirstBrokenAsync(Ct));
    }

    [Fact]
    public async Task Of_many_at_once_with_one_id_exactly_one_is_accepted()
    {
        var verdicts = new ConcurrentBag<(string Id, Verdict Verdict)>();
        Assert.Empty(await Inbox.ListAsync(0, 1, null, Ct));

        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            var id = $"id-{i % 8}";
            verdicts.Add((id, Assert.Single(await Inbox.AcceptAsync([About($"k-{i % 8}", id, $$"""{"n":{{i % 16}}}""")], null, Ct))));
        })));

        foreach (var group in verdicts.GroupBy(v => v.Id))
        {
            Assert.Single(group, v => v.Verdict is Verdict.Accepted);
            Assert.Equal(3, group.Count(v => v.Verdict is Verdict.Duplicate));
            Assert.Equal(4, group.Count(v => v.Verdict is Verdict.Conflict));
        }

        Assert.Equal(8, (await ClaimAsync()).Count);
    }

    [Fact]
    public async Task A_number_is_never_used_twice_even_when_the_newest_event_was_removed()
    {
        await AcceptAsync(About("k", "gone"));
        var last = await AcceptAsync(About("k", "last") with { Envelopes = [] });
        await SettleAsync(await ClaimOneAsync(), Done);
        Clock.Advance(TimeSpan.FromDays(400));
        while (await Port<Core.Stores.IRetention>().PruneAsync(Now.AddDays(-1), Now, 100, Ct) > 0)
        {
        }

        await ReopenAsync();

        Assert.Empty(await Inbox.ListAsync(0, 10, null, Ct));
        Assert.True(await AcceptAsync(About("k", "next")) > last);
    }

    [Fact]
    public async Task Nothing_runs_for_a_caller_who_already_gave_up()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Inbox.AcceptAsync([About("k")], null, gone.Token));

        Assert.Empty(await Inbox.ListAsync(0, 10, null, Ct));
    }

    [Fact]
    public async Task Odd_but_legal_texts_come_back_as_they_went_in()
    {
        foreach (var key in (string[])["", " ", "a|b", "hồ sơ", "a\0b", "'; DROP TABLE events; --", "😀", new string('x', 2000)])
        {
            await AcceptAsync(About(key));
            var delivery = await ClaimOneAsync();
            Assert.Equal(key, delivery.Envelope.Key);
            await SettleAsync(delivery, Done, new PartnerState("{}"));
            Assert.Equal(EnvelopeState.Done, (await FindAsync(delivery.Envelope.Id)).State);
        }

        Assert.Empty(await ClaimAsync());
    }
}
