using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Core.Outbox;
using Hub.Core.Stores;
using Hub.Core.Trust;
using Hub.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Postgres;

/// <summary>The connection breaks at each step of each kind of work: before the server hears of it, or after it has done it and before the answer is heard.</summary>
public sealed class PostgresLostConnectionTests : Contract<PostgresFixture>
{
    private readonly LossyRoad _road = LossyRoad.To(PostgresServer.Shared.Port);
    private IServiceProvider _far = null!;

    private IOutbox FarOutbox => _far.GetRequiredService<IOutbox>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var near = Fixture.ConnectionString;
        _far = Fixture.Another(options: Fixture.Options with { ConnectionString = near.Replace($"Port={PostgresServer.Shared.Port}", $"Port={_road.Port}", StringComparison.Ordinal) });

        // Everything that is only done once is done now.
        await _far.GetRequiredService<IInbox>().AcceptAsync([About("warm", lanes: ["warm"])], Audit("warm"), Ct);
        foreach (var delivery in (await FarOutbox.ClaimAsync(Request(lane: "warm"), Ct)).Items)
        {
            await FarOutbox.SettleAsync([Settlement(delivery, Done)], Ct);
        }

        await FarOutbox.ClaimAsync(Request(), Ct);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _road.DisposeAsync();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public async Task An_event_is_accepted_once_and_its_sender_told_so(int step, bool isCarried)
    {
        var submission = About("k", "e");
        _road.Lose(step, isCarried);

        var verdict = Assert.Single(await _far.GetRequiredService<IInbox>().AcceptAsync([submission], Audit("told"), Ct));

        Assert.Equal(1, _road.Losses);
        Assert.Equal(Assert.IsType<Verdict.Accepted>(verdict).Seq, Assert.Single(await Inbox.FindAsync("e", null, Ct)).Seq);
        Assert.Equal(submission.Envelopes[0].Id, (await ClaimOneAsync()).Envelope.Id);
        Assert.Equal(["warm", "told"], (await AuditLinesAsync()).Select(line => line.Entry.Act));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public async Task An_event_without_an_audit_line_is_accepted_once_too(int step, bool isCarried)
    {
        _road.Lose(step, isCarried);

        var verdicts = await _far.GetRequiredService<IInbox>().AcceptAsync([About("k", "e"), About("k", "e")], null, Ct);

        Assert.Equal(1, _road.Losses);
        Assert.IsType<Verdict.Accepted>(verdicts[0]);
        Assert.IsType<Verdict.Duplicate>(verdicts[1]);
        Assert.Single(await ClaimAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_claimed_is_delivered(bool isCarried)
    {
        var id = await PutAsync("a");
        await PutAsync("b");
        _road.Lose(1, isCarried);

        var claim = await FarOutbox.ClaimAsync(Request(), Ct);

        Assert.Equal(1, _road.Losses);
        Assert.Equal(["a", "b"], claim.Items.Select(delivery => delivery.Envelope.Key).Order());
        Assert.Empty(await ClaimAsync());
        await FarOutbox.SettleAsync([.. claim.Items.Select(delivery => Settlement(delivery, Done))], Ct);
        Assert.Equal(EnvelopeState.Done, (await FindAsync(id)).State);
        Assert.Equal(["0"], await Fixture.ReadAsync("SELECT count(*) FROM strands"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_announced_is_told_under_the_tokens_that_stand(bool isCarried)
    {
        await PutAsync("k");
        _road.Lose(1, isCarried);

        var notice = Assert.Single((await FarOutbox.AnnounceAsync(Request(), Ct)).Items);

        Assert.Equal(1, _road.Losses);
        Assert.NotNull((await Outbox.TakeAsync([notice], Now, Now.AddMinutes(3), Ct))[0]);
    }

    [Fact]
    public async Task What_was_taken_comes_back_when_its_lease_is_over()
    {
        var id = await PutAsync("k");
        var notice = Assert.Single((await FarOutbox.AnnounceAsync(Request(), Ct)).Items);
        _road.LoseAnswer(1);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => FarOutbox.TakeAsync([notice], Now, Now.AddMinutes(3), Ct));

        Assert.Equal(StoreFault.Unreachable, refused.Fault);
        Assert.Null((await Outbox.TakeAsync([notice], Now, Now.AddMinutes(3), Ct))[0]);
        Clock.Advance(TimeSpan.FromMinutes(4));
        await Outbox.RescueAsync(Now, all: false, Ct);
        Assert.Equal((id, true), ((await ClaimOneAsync()) is var again ? again.Envelope.Id : default, again.IsDoubtful));
    }

    [Fact]
    public async Task A_take_that_was_never_heard_leaves_the_notice_good_and_burns_no_attempt()
    {
        var id = await PutAsync("k");
        var notice = Assert.Single((await FarOutbox.AnnounceAsync(Request(), Ct)).Items);
        _road.Lose(1, isCarried: false);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => FarOutbox.TakeAsync([notice], Now, Now.AddMinutes(3), Ct));

        Assert.Equal((EnvelopeState.Waiting, 0, 0), await StandsAsync(id));
        Assert.NotNull((await FarOutbox.TakeAsync([notice], Now, Now.AddMinutes(3), Ct))[0]);
        Assert.Equal((EnvelopeState.Waiting, 0, 0), await StandsAsync(id));
    }

    [Fact]
    public async Task A_take_whose_answer_was_lost_burns_one_attempt_however_often_it_is_asked_again()
    {
        var id = await PutAsync("k");
        var notice = Assert.Single((await FarOutbox.AnnounceAsync(Request(), Ct)).Items);
        _road.LoseAnswer(1);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => FarOutbox.TakeAsync([notice], Now, Now.AddMinutes(3), Ct));
        Clock.Advance(TimeSpan.FromMinutes(4));

        for (var again = 0; again < 3; again++)
        {
            Assert.Null((await FarOutbox.TakeAsync([notice], Now, Now.AddMinutes(3), Ct))[0]);
            await FarOutbox.RescueAsync(Now, all: false, Ct);
        }

        Assert.Equal((EnvelopeState.Waiting, 1, 1), await StandsAsync(id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_settlement_leaves_one_attempt(bool isCarried)
    {
        var id = await PutAsync("k");
        var next = await PutAsync("k");
        var delivery = Assert.Single((await FarOutbox.ClaimAsync(Request(), Ct)).Items);
        _road.Lose(1, isCarried);

        await FarOutbox.SettleAsync([Settlement(delivery, Done, new PartnerState("{}"))], Ct);

        Assert.Equal(1, _road.Losses);
        Assert.Equal((EnvelopeState.Done, 1, 1), await StandsAsync(id));
        Assert.Equal(next, (await ClaimOneAsync()).Envelope.Id);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    public async Task A_settlement_with_what_follows_from_it_happens_once(int step, bool isCarried)
    {
        var id = await PutAsync("k");
        var delivery = Assert.Single((await FarOutbox.ClaimAsync(Request(), Ct)).Items);
        _road.Lose(step, isCarried);

        await FarOutbox.SettleAsync([Settlement(delivery, Done, null, About("k", "reply", lanes: ["post"]))], Ct);

        Assert.Equal(1, _road.Losses);
        Assert.Equal((EnvelopeState.Done, 1, 1), await StandsAsync(id));
        Assert.Single(await Inbox.FindAsync("reply", null, Ct));
        Assert.Single(await ClaimAsync(lane: "post"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_attempt_to_be_repeated_is_counted_once(bool isCarried)
    {
        var id = await PutAsync("k");
        var delivery = Assert.Single((await FarOutbox.ClaimAsync(Request(), Ct)).Items);
        _road.Lose(1, isCarried);

        await FarOutbox.SettleAsync([Settlement(delivery, Again(TimeSpan.FromMinutes(1)))], Ct);

        Assert.Equal(1, _road.Losses);
        Assert.Equal((EnvelopeState.Waiting, 1, 1), await StandsAsync(id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refund_that_was_cut_off_is_made_once(bool isCarried)
    {
        var id = await PutAsync("k");
        for (var i = 0; i < 3; i++)
        {
            await SettleAsync(await ClaimOneAsync(), Again(TimeSpan.Zero));
        }

        _road.Lose(1, isCarried);

        await FarOutbox.RefundAsync([new Charge(id, 3)], Now, Ct);

        Assert.Equal((1, 2), (_road.Losses, (await FindAsync(id)).Attempts));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public async Task A_command_is_written_once_and_counted(int step, bool isCarried)
    {
        _road.Lose(step, isCarried);

        var written = await FarOutbox.CommandAsync([new EnvelopeDraft(Fixture.Ids.Next(), Lane, "k", "hub.portal.resync.v1")], Audit("heal"), Ct);

        Assert.Equal((1, 1), (written, _road.Losses));
        Assert.Single(await ClaimAsync());
        Assert.Single(await AuditLinesAsync(), line => line.Entry.Act == "heal");
        Assert.Null(await Port<IAuditLog>().FirstBrokenAsync(Ct));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public async Task A_decision_is_made_once(int step, bool isCarried)
    {
        var id = await PutDeadAsync("k");
        _road.Lose(step, isCarried);

        Assert.True(await _far.GetRequiredService<IDeadLetters>().RetryAsync(id, Audit("retry"), Ct));

        Assert.Equal(1, _road.Losses);
        Assert.Single(await AuditLinesAsync(), line => line.Entry.Act == "retry");
        Assert.Equal((id, 0), ((await ClaimOneAsync()) is var delivery ? delivery.Envelope.Id : default, delivery.Attempts));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Work_that_comes_to_the_same_when_done_twice_is_done(bool isCarried)
    {
        await PutAsync("k");
        await ClaimOneAsync();
        Clock.Advance(TimeSpan.FromMinutes(4));
        _road.Lose(1, isCarried);
        await FarOutbox.RescueAsync(Now, all: false, Ct);
        Assert.Equal(1, _road.Losses);
        Assert.Single((await FindAsync((await ClaimOneAsync()).Envelope.Id)).History);

        _road.Lose(1, isCarried);
        await _far.GetRequiredService<ILaneBoard>().SaveBreakerAsync(new LaneRow { Lane = Lane, Breaker = BreakerState.Open, BreakerReason = "away" }, Ct);
        Assert.Equal(2, _road.Losses);
        Assert.Equal(("away", 1L), (await Port<ILaneBoard>().ReadAsync(Lane, Ct)) is var row ? (row.BreakerReason!, row.Version) : default);

        _road.Lose(1, isCarried);
        Assert.NotEmpty(await _far.GetRequiredService<IInbox>().ListAsync(0, 10, null, Ct));
        Assert.Equal(3, _road.Losses);
    }

    private async Task<(EnvelopeState, int Counted, int Written)> StandsAsync(EnvelopeId id) =>
        await FindAsync(id) is var record ? (record.State, record.Attempts, record.History.Count) : default;
}
