using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Trust;
using Hub.Tests;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class SubscriptionsContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private const string Back = "case-system";

    private ISubscriptions Subscriptions => Port<ISubscriptions>();

    [Fact]
    public async Task A_subscription_is_kept_whole_replaced_and_removed_with_audit()
    {
        var one = Hook("one") with { Secrets = ["whsec_new", "whsec_old"] };
        await Subscriptions.SaveAsync(one, Audit("save"), Ct);
        await ReopenAsync();
        Same(one, await Subscriptions.FindAsync("one", Ct));

        var changed = one with { Url = new Uri("https://elsewhere.example/hook?x=1"), Types = ["a", "b"], IsActive = false };
        await Subscriptions.SaveAsync(changed, Audit("save"), Ct);
        Same(changed, Assert.Single(await Subscriptions.ListAsync(Ct)));

        Assert.True(await Subscriptions.RemoveAsync("one", Audit("remove"), Ct));
        Assert.False(await Subscriptions.RemoveAsync("one", Audit("remove"), Ct));
        Assert.Null(await Subscriptions.FindAsync("one", Ct));
        Assert.Equal(["save", "save", "remove"], (await AuditLinesAsync()).Select(line => line.Entry.Act));
    }

    [Fact]
    public async Task An_out_event_makes_one_envelope_for_each_active_subscription_of_its_type()
    {
        await SaveAsync(Hook("all"));
        await SaveAsync(Hook("typed", "other", "vn.onestop.portal.notice-received.v1"));
        await SaveAsync(Hook("untouched", "other"));
        await SaveAsync(Hook("off") with { IsActive = false });

        await TellAsync("n-1", "H01");

        var claimed = await ClaimAsync(lane: Back);
        Assert.Equal(["all|H01", "typed|H01"], claimed.Select(d => d.Envelope.Key).Order());
        Assert.All(claimed, d => Assert.Equal(("""{"n":1}""", "vn.onestop.portal.notice-received.v1"), (Text(d.Envelope.Body), d.Envelope.Type)));
    }

    [Fact]
    public async Task Each_subscriber_gets_the_events_of_one_subject_in_order()
    {
        await SaveAsync(Hook("slow"));
        await SaveAsync(Hook("quick"));
        await TellAsync("n-1", "H01");
        await TellAsync("n-2", "H01");

        var first = await ClaimAsync(lane: Back);
        await SettleAsync(first.Single(d => d.Envelope.Key == "quick|H01"), Done);

        var next = Assert.Single(await ClaimAsync(lane: Back));
        Assert.Equal("quick|H01", next.Envelope.Key);
        Assert.Equal("n-2", Assert.Single(await Inbox.ListAsync(next.Envelope.EventSeq!.Value - 1, 1, null, Ct)).Event.Id);
    }

    [Fact]
    public async Task An_event_about_nothing_is_a_strand_of_its_own()
    {
        await SaveAsync(Hook("all"));
        await TellAsync("n-1", null);
        await TellAsync("n-2", null);

        Assert.Equal(["all|n-1", "all|n-2"], (await ClaimAsync(lane: Back)).Select(d => d.Envelope.Key).Order());
    }

    [Fact]
    public async Task A_change_is_effective_for_the_very_next_event()
    {
        await TellAsync("before", "a");
        await SaveAsync(Hook("one"));
        await TellAsync("with", "b");
        await SaveAsync(Hook("one") with { IsActive = false });
        await TellAsync("off", "c");
        await SaveAsync(Hook("one"));
        await Subscriptions.RemoveAsync("one", Audit(), Ct);
        await TellAsync("removed", "d");

        Assert.Equal("one|b", Assert.Single(await ClaimAsync(lane: Back)).Envelope.Key);
    }

    [Fact]
    public async Task In_events_and_repeats_are_not_pushed()
    {
        await SaveAsync(Hook("all"));
        await AcceptAsync(About("H01"));
        await TellAsync("n-1", "H01");
        await Inbox.AcceptAsync([Notice("n-1", "H01")], null, Ct);

        Assert.Single(await ClaimAsync(lane: Back));
    }

    [Fact]
    public async Task An_out_event_that_follows_from_a_settle_is_pushed_too()
    {
        await SaveAsync(Hook("all"));
        await AcceptAsync(About("H01"));

        await SettleAsync(await ClaimOneAsync(), Done, null, Notice("follows", "H01"));

        Assert.Equal("all|H01", (await ClaimOneAsync(Back)).Envelope.Key);
    }

    [Fact]
    public async Task An_owner_is_kept_and_changed()
    {
        var one = Hook("one") with { Owner = "k1" };
        await SaveAsync(one);
        await ReopenAsync();
        Same(one, await Subscriptions.FindAsync("one", Ct));

        Assert.True(await Subscriptions.ReplaceAsync(one, one with { Owner = null }, Audit(), Ct));

        Assert.Null((await Subscriptions.FindAsync("one", Ct))!.Owner);
    }

    [Fact]
    public async Task The_owner_of_a_former_subscription_is_whom_the_audit_names()
    {
        foreach (var (id, actor, role) in new[] { ("sub-000000000001", "k1", Role.CaseSystem), ("sub-000000000002", "k2", Role.Admin), ("sub-000000000003", "cli:lan", Role.CaseSystem) })
        {
            await Subscriptions.SaveAsync(Hook(id), new AuditEntry(Now, actor, role, "POST /subscriptions", id, "allowed", "created"), Ct);
        }

        await Subscriptions.SaveAsync(Hook("sub-000000000001"), new AuditEntry(Now, "k9", Role.CaseSystem, "PUT /subscriptions/{id}", "sub-000000000001", "allowed"), Ct);
        var fills = new[] { "Sqlite", "Postgres" }.Select(dialect => Fill(File.ReadAllText(Path.Combine(Repository.Root, $"connectors/Hub.Storage/{dialect}/Migrations/011_subscription_owner.sql")))).ToList();

        await Fixture.TamperAsync(Assert.Single(fills.Distinct()));

        Assert.Equal(["k1", null, null], (await Subscriptions.ListAsync(Ct)).OrderBy(one => one.Id, StringComparer.Ordinal).Select(one => one.Owner));

        static string Fill(string migration) => migration[migration.IndexOf("UPDATE", StringComparison.Ordinal)..migration.IndexOf("LIMIT 1);", StringComparison.Ordinal)] + "LIMIT 1)";
    }

    [Fact]
    public async Task Of_two_who_change_the_same_state_one_is_refused()
    {
        var one = Hook("one");
        await SaveAsync(one);
        var states = new[] { one with { Types = ["a"] }, one with { Types = ["b"] } };

        var done = await Task.WhenAll(states.Select(state => Subscriptions.ReplaceAsync(one, state, Audit("replace"), Ct)));

        Assert.Single(done, true);
        Assert.Equal(states[Array.IndexOf(done, true)].Types, (await Subscriptions.FindAsync("one", Ct))!.Types);
        Assert.False(await Subscriptions.RemoveAsync(one, Audit("remove"), Ct));
        Assert.False(await Subscriptions.ReplaceAsync(Hook("none"), Hook("none"), Audit("replace"), Ct));
        Assert.True(await Subscriptions.RemoveAsync((await Subscriptions.FindAsync("one", Ct))!, Audit("remove"), Ct));
        Assert.Equal(["replace", "remove"], (await AuditLinesAsync()).Skip(1).Select(line => line.Entry.Act));
    }

    [Fact]
    public async Task What_was_sent_to_a_subscription_is_listed_by_time_newest_first()
    {
        await SaveAsync(Hook("one"));
        await SaveAsync(Hook("other"));
        await TellAsync("n-1", "H01");
        var first = Now;
        await SettleAsync((await ClaimAsync(lane: Back)).Single(d => d.Envelope.Key == "one|H01"), Done);
        Clock.Advance(TimeSpan.FromHours(1));
        await TellAsync("n-2", "H01");
        await TellAsync("n-3", "H02");

        async Task<List<string>> SentAsync(Period period, long? before = null, int limit = 10) =>
            [.. (await Subscriptions.DeliveriesAsync("one", period, before, limit, Ct)).Select(sent => $"{sent.Envelope.Key} {sent.State} {sent.History.Count}")];

        Assert.Equal(["one|H02 Waiting 0", "one|H01 Waiting 0", "one|H01 Done 1"], await SentAsync(new(null, null)));
        Assert.Equal(["one|H01 Done 1"], await SentAsync(new(null, Now)));
        Assert.Equal(["one|H02 Waiting 0"], await SentAsync(new(Now, null), limit: 1));
        Assert.Equal(["one|H01 Done 1"], await SentAsync(new(first, first.AddTicks(10))));
        var newest = (await Subscriptions.DeliveriesAsync("one", new(null, null), null, 1, Ct))[0].Envelope.Seq;
        Assert.Equal(2, (await SentAsync(new(null, null), before: newest)).Count);
        Assert.Empty(await Subscriptions.DeliveriesAsync("on", new(null, null), null, 10, Ct));
    }

    [Fact]
    public async Task A_replay_sends_the_same_events_again_in_their_order()
    {
        var before = Now;
        var early = await TellAsync("n-1", "H01");
        await SaveAsync(Hook("one", "vn.onestop.portal.notice-received.v1"));
        var late = await TellAsync("n-2", "H01");
        await AcceptAsync(About("H01"));
        await SettleAsync(await ClaimOneAsync(Back), Done);
        Clock.Advance(TimeSpan.FromHours(1));
        await TellAsync("n-3", "H02");

        var replay = await Subscriptions.ReplayAsync("one", new(before, null), 0, 10, Audit("replay"), Ct);

        Assert.Equal(new Replay(2, 1, null), replay);
        var first = (await ClaimAsync(lane: Back)).Single(d => d.Envelope.Key == "one|H01");
        Assert.Equal((early, "one"), (first.Envelope.EventSeq, first.Receiver));
        await SettleAsync(first, Done);
        var second = Assert.Single(await ClaimAsync(lane: Back));
        Assert.Equal((late, "one|H01"), (second.Envelope.EventSeq, second.Envelope.Key));
        Assert.EndsWith("; 2 sent again", (await AuditLinesAsync())[^1].Entry.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_never_puts_an_old_event_behind_a_newer_one_that_waits()
    {
        await SaveAsync(Hook("one"));
        await TellAsync("n-1", "H01");

        Assert.Equal(new Replay(0, 1, null), await Subscriptions.ReplayAsync("one", new(null, null), 0, 10, Audit("replay"), Ct));
        await SettleAsync(await ClaimOneAsync(Back), Done);
        Assert.Equal(new Replay(1, 0, null), await Subscriptions.ReplayAsync("one", new(null, null), 0, 10, Audit("replay"), Ct));
        Assert.Equal(new Replay(0, 1, null), await Subscriptions.ReplayAsync("one", new(null, null), 0, 10, Audit("replay"), Ct));
    }

    [Fact]
    public async Task A_replay_takes_so_many_in_one_go_and_says_where_to_go_on()
    {
        await SaveAsync(Hook("one") with { IsActive = false });
        foreach (var id in new[] { "a", "b", "c" })
        {
            await TellAsync(id, id);
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Null(await Subscriptions.ReplayAsync("one", new(null, null), 0, 2, Audit("replay"), Ct));
        Assert.Null(await Subscriptions.ReplayAsync("none", new(null, null), 0, 2, Audit("replay"), Ct));
        await SaveAsync(Hook("one"));

        var part = await Subscriptions.ReplayAsync("one", new(null, null), 0, 2, Audit("replay"), Ct);
        var rest = await Subscriptions.ReplayAsync("one", new(part!.Next, null), part.After!.Value, 2, Audit("replay"), Ct);

        Assert.Equal((2, 0, Now.AddMinutes(-2)), (part.Queued, part.LeftOut, part.Next));
        Assert.Equal(new Replay(1, 0, null), rest);
        Assert.Equal(["one|a", "one|b", "one|c"], (await ClaimAsync(lane: Back)).Select(d => d.Envelope.Key).Order());
    }

    [Fact]
    public async Task A_replay_comes_through_a_moment_that_holds_more_than_one_go()
    {
        await SaveAsync(Hook("one") with { IsActive = false });
        foreach (var id in new[] { "a", "b", "c", "d", "e" })
        {
            await TellAsync(id, id);
        }

        await SaveAsync(Hook("one"));
        var (from, after, queued) = ((DateTimeOffset?)null, 0L, 0);
        for (var go = 0; go < 3; go++)
        {
            var replay = await Subscriptions.ReplayAsync("one", new(from, null), after, 2, Audit("replay"), Ct);
            (from, after, queued) = (replay!.Next, replay.After ?? -1, queued + replay.Queued);
        }

        Assert.Equal((5, null, -1), (queued, from, after));
        Assert.Equal(["one|a", "one|b", "one|c", "one|d", "one|e"], (await ClaimAsync(lane: Back)).Select(d => d.Envelope.Key).Order());
    }

    private Task SaveAsync(Subscription subscription) => Subscriptions.SaveAsync(subscription, Audit(), Ct);

    private Task<long> TellAsync(string id, string? subject) => AcceptAsync(Notice(id, subject));

    private Submission Notice(string id, string? subject)
    {
        var e = About(subject ?? "", id).Event with { Type = "vn.onestop.portal.notice-received.v1", Subject = subject };
        return new Submission { Event = e, Digest = EventDigest.Of(e), Direction = EventDirection.Out, ReceivedAt = Now, AcceptedBy = "hub" };
    }

    private Subscription Hook(string id, params string[] types) =>
        new(id, new Uri("https://case.example/hook"), types.Length == 0 ? ["*"] : types, ["whsec_a"], true, Now);

    private static void Same(Subscription expected, Subscription? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Types, actual.Types);
        Assert.Equal(expected.Secrets, actual.Secrets);
        Assert.Equal(expected with { Types = [], Secrets = [] }, actual with { Types = [], Secrets = [] });
    }
}
