using Hub.Core.Events;
using Hub.Core.Inbox;
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
