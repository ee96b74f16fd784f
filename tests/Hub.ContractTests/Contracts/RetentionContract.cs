using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Intake;
using Hub.Core.Stores;
using Hub.Core.Trust;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class RetentionContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private IRetention Retention => Port<IRetention>();

    [Fact]
    public async Task A_dossier_long_closed_goes_with_all_that_hangs_on_it()
    {
        var id = await CloseAsync("H01");
        await Outbox.CommandAsync([new EnvelopeDraft(Fixture.Ids.Next(), Lane, "H01", "hub.portal.resync.v1")], Audit(), Ct);
        var command = await ClaimOneAsync();
        await SettleAsync(command, Done);
        Clock.Advance(TimeSpan.FromDays(400));

        Assert.True(await PruneAllAsync() > 0);

        Assert.Empty(await Dossiers.TimelineAsync("H01", Ct));
        Assert.Null(await DeadLetters.FindAsync(id, Ct));
        Assert.Null(await DeadLetters.FindAsync(command.Envelope.Id, Ct));
        Assert.Null(await Dossiers.FindAsync("H01", Ct));
        Assert.Null(await Outbox.StateAsync(Lane, "H01", Ct));
        Assert.Equal(0, await Dossiers.CountSinceAsync(DateTimeOffset.UnixEpoch, Ct));
    }

    [Fact]
    public async Task An_open_dossier_keeps_everything_however_old()
    {
        await AcceptAsync(Moved("H01", "processing"));
        await SettleAsync(await ClaimOneAsync(), Done);
        Clock.Advance(TimeSpan.FromDays(4000));

        Assert.Equal(0, await PruneAllAsync());

        Assert.Single(await Dossiers.TimelineAsync("H01", Ct));
        Assert.Single(await Dossiers.EnvelopesAsync("H01", Ct));
    }

    [Fact]
    public async Task A_dossier_closed_lately_stays()
    {
        await CloseAsync("H01");
        Clock.Advance(TimeSpan.FromDays(364));

        Assert.Equal(0, await PruneAllAsync());
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.NotEqual(0, await PruneAllAsync());
    }

    [Fact]
    public async Task An_old_dossier_told_or_delivered_lately_stays()
    {
        await AcceptAsync(Moved("told", "returned", isTerminal: true, at: Now.AddYears(-3)));
        var delivery = await ClaimOneAsync();
        await SettleAsync(delivery, Done);
        Assert.Equal(0, await PruneAllAsync());

        await AcceptAsync(Moved("delivered", "returned", isTerminal: true));
        Clock.Advance(TimeSpan.FromDays(400));
        await SettleAsync(await ClaimOneAsync(), Done);
        Assert.NotEqual(0, await PruneAllAsync());
        Assert.Empty(await Dossiers.TimelineAsync("told", Ct));
        Assert.Single(await Dossiers.TimelineAsync("delivered", Ct));
    }

    [Theory]
    [InlineData("waiting")]
    [InlineData("leased")]
    [InlineData("dead")]
    [InlineData("skipped")]
    [InlineData("command")]
    public async Task Of_a_dossier_with_anything_unsettled_or_skipped_nothing_goes(string left)
    {
        await CloseAsync("H01");
        var last = Moved("H01", "returned", isTerminal: true);
        if (left == "command")
        {
            await Outbox.CommandAsync([new EnvelopeDraft(Fixture.Ids.Next(), Lane, "H01", "hub.portal.resync.v1")], Audit(), Ct);
        }
        else
        {
            await AcceptAsync(last);
        }

        if (left is "leased" or "dead" or "skipped")
        {
            var delivery = await ClaimOneAsync();
            await (left == "leased" ? Task.CompletedTask : SettleAsync(delivery, Dead()));
            await DeadLetters.SkipAsync(left == "skipped" ? delivery.Envelope.Id : Fixture.Ids.Next(), "", Audit(), Ct);
        }

        Clock.Advance(TimeSpan.FromDays(4000));

        Assert.Equal(0, await PruneAllAsync());
        Assert.Equal(left == "command" ? 1 : 2, (await Dossiers.TimelineAsync("H01", Ct)).Count);
        Assert.Equal(2, (await Dossiers.EnvelopesAsync("H01", Ct)).Count);
        Assert.NotNull(await Outbox.StateAsync(Lane, "H01", Ct));
    }

    [Fact]
    public async Task A_discarded_one_does_not_keep_its_dossier()
    {
        await AcceptAsync(Moved("H01", "returned", isTerminal: true));
        var delivery = await ClaimOneAsync();
        await SettleAsync(delivery, Dead());
        await DeadLetters.EditAsync(delivery.Envelope.Id, Json("{}"), Audit(), Ct);
        await DeadLetters.DiscardAsync(delivery.Envelope.Id, "", Audit(), Ct);
        Clock.Advance(TimeSpan.FromDays(400));

        await PruneAllAsync();

        Assert.Empty(await Dossiers.TimelineAsync("H01", Ct));
        Assert.Null(await DeadLetters.FindAsync(delivery.Envelope.Id, Ct));
    }

    [Fact]
    public async Task Events_without_a_dossier_go_by_age_unless_their_envelopes_are_needed()
    {
        await AcceptAsync(About("1.000656", "done"));
        await SettleAsync(await ClaimOneAsync(), Done);
        await AcceptAsync(About("1.000657", "waits"));
        await AcceptAsync(About("1.000658", "silent") with { Envelopes = [], Direction = EventDirection.Out });
        Clock.Advance(TimeSpan.FromDays(400));
        await AcceptAsync(About("1.000659", "young") with { Envelopes = [] });

        await PruneAllAsync();

        Assert.Equal(["waits", "young"], (await Inbox.ListAsync(0, 10, null, Ct)).Select(e => e.Event.Id));
    }

    [Fact]
    public async Task Old_commands_without_a_dossier_go_too()
    {
        await Outbox.CommandAsync([new EnvelopeDraft(Fixture.Ids.Next(), Lane, "catalogue", "hub.portal.procedures.v1")], Audit(), Ct);
        var delivery = await ClaimOneAsync();
        await SettleAsync(delivery, Done);
        Clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal(2, await PruneAllAsync());
        Assert.Null(await DeadLetters.FindAsync(delivery.Envelope.Id, Ct));
    }

    [Fact]
    public async Task Idempotency_answers_expire_by_their_own_age()
    {
        var answers = Port<IIdempotency>();
        Task<IdempotencyClaim> TakeAsync(string key) => answers.ClaimAsync("c", key, new byte[] { 1 }, Now, Now.AddMinutes(-5), Ct);
        await answers.CompleteAsync("c", "old", Assert.IsType<IdempotencyClaim.Taken>(await TakeAsync("old")).Token, 200, null, default, Ct);
        Clock.Advance(TimeSpan.FromDays(7));
        await answers.CompleteAsync("c", "young", Assert.IsType<IdempotencyClaim.Taken>(await TakeAsync("young")).Token, 200, null, default, Ct);

        Assert.Equal(1, await Retention.PruneAsync(Now.AddDays(-365), Now.AddDays(-6), 100, Ct));

        Assert.IsType<IdempotencyClaim.Taken>(await TakeAsync("old"));
        Assert.IsType<IdempotencyClaim.Replay>(await TakeAsync("young"));
    }

    [Fact]
    public async Task A_call_is_bounded_and_calls_come_to_an_end()
    {
        for (var i = 0; i < 20; i++)
        {
            await CloseAsync($"H{i:00}");
        }

        Clock.Advance(TimeSpan.FromDays(400));
        var calls = 0;
        int removed;
        while ((removed = await Retention.PruneAsync(Now.AddDays(-365), Now, 10, Ct)) > 0)
        {
            calls++;

            // A dossier goes whole, so a call may end one dossier's rows later: event, envelope, attempt, state and row.
            Assert.InRange(removed, 1, 10 + 4);
        }

        Assert.InRange(calls, 5, 10);
        Assert.Empty(await Inbox.ListAsync(0, 10, null, Ct));
    }

    [Fact]
    public async Task What_must_stay_does_not_stand_in_the_way_of_what_may_go()
    {
        for (var i = 0; i < 5; i++)
        {
            await AcceptAsync(Moved($"open-{i}", "processing"));
            await AcceptAsync(Moved($"held-{i}", "returned", isTerminal: true));
        }

        foreach (var delivery in await ClaimAsync())
        {
            await SettleAsync(delivery, delivery.Envelope.Key.StartsWith("open", StringComparison.Ordinal) ? Done : Dead());
        }

        await AcceptAsync(About("1.000656", "stray") with { Envelopes = [] });
        var gone = await CloseAsync("H01");
        Clock.Advance(TimeSpan.FromDays(400));

        while (await Retention.PruneAsync(Now.AddDays(-365), Now, 2, Ct) > 0)
        {
        }

        Assert.Equal(10, (await Inbox.ListAsync(0, 100, null, Ct)).Count);
        Assert.Null(await DeadLetters.FindAsync(gone, Ct));
    }

    [Fact]
    public async Task The_audit_is_never_touched()
    {
        await CloseAsync("H01");
        await Port<IAuditLog>().AppendAsync(Audit(), Ct);
        Clock.Advance(TimeSpan.FromDays(4000));

        await PruneAllAsync();

        Assert.Single(await AuditLinesAsync());
        Assert.Null(await Port<IAuditLog>().FirstBrokenAsync(Ct));
    }

    [Fact]
    public async Task Other_dossiers_are_untouched()
    {
        await CloseAsync("H01");
        Clock.Advance(TimeSpan.FromDays(400));
        await CloseAsync("H02");

        await PruneAllAsync();

        Assert.Single(await Dossiers.TimelineAsync("H02", Ct));
        Assert.NotNull(await Outbox.StateAsync(Lane, "H02", Ct));
        Assert.Equal(1, await Dossiers.CountSinceAsync(DateTimeOffset.UnixEpoch, Ct));
    }

    private async Task<EnvelopeId> CloseAsync(string code)
    {
        await AcceptAsync(Moved(code, "returned", isTerminal: true));
        var delivery = await ClaimOneAsync();
        await SettleAsync(delivery, Done, new PartnerState("{}"));
        return delivery.Envelope.Id;
    }

    private async Task<int> PruneAllAsync()
    {
        var all = 0;
        while (await Retention.PruneAsync(Now.AddDays(-365), Now.AddDays(-7), 100, Ct) is > 0 and var removed)
        {
            all += removed;
        }

        return all;
    }
}
