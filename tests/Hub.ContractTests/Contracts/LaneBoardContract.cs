using Hub.Core.Outbox;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class LaneBoardContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private ILaneBoard Board => Port<ILaneBoard>();

    [Fact]
    public async Task A_lane_never_seen_is_open_with_a_closed_breaker_and_empty()
    {
        Assert.Equal(new LaneRow { Lane = "new" }, await Board.ReadAsync("new", Ct));
        Assert.Equal(new LaneDepth(0, 0, 0, 0, null, null), await Board.DepthAsync("new", Ct));
    }

    [Fact]
    public async Task A_pause_says_who_and_why_until_it_ends_and_is_audited()
    {
        await Board.SetPausedAsync(Lane, true, "bảo trì", Audit("lane.pause", "op-lan"), Ct);
        await ReopenAsync();

        Assert.Equal(new LaneRow { Lane = Lane, IsPaused = true, PausedBy = "op-lan", PauseReason = "bảo trì" }, await Board.ReadAsync(Lane, Ct));
        await Board.SetPausedAsync(Lane, false, "over", Audit("lane.resume", "op-minh"), Ct);
        Assert.Equal(new LaneRow { Lane = Lane }, await Board.ReadAsync(Lane, Ct));
        Assert.Equal(["lane.pause", "lane.resume"], (await AuditLinesAsync()).Select(line => line.Entry.Act));
    }

    [Fact]
    public async Task A_pause_and_its_end_ring_the_lane()
    {
        var rung = Fixture.Signals.Of(Lane).RungAfterAsync(Fixture.Signals.Of(Lane).Rings);

        await Board.SetPausedAsync(Lane, false, null, Audit(), Ct);

        Assert.True(rung.IsCompleted);
    }

    [Fact]
    public async Task The_breaker_outlives_the_process_and_leaves_the_pause_alone()
    {
        await Board.SetPausedAsync(Lane, true, "why", Audit(), Ct);
        var open = new LaneRow
        {
            Lane = Lane,
            Breaker = BreakerState.Open,
            BreakerReason = "timeout",
            OpenSince = Now,
            ProbeAt = Now.AddSeconds(4),
            ProbesFailed = 2,
        };

        Assert.True(await Board.SaveBreakerAsync(open, Ct));
        await KillAsync();

        open = open with { Version = 1 };
        Assert.Equal(open with { IsPaused = true, PausedBy = "op-lan", PauseReason = "why" }, await Board.ReadAsync(Lane, Ct));
        await Board.SetPausedAsync(Lane, false, null, Audit(), Ct);
        Assert.Equal(open, await Board.ReadAsync(Lane, Ct));
        Assert.True(await Board.SaveBreakerAsync(new LaneRow { Lane = Lane, Version = 1 }, Ct));
        Assert.Equal(new LaneRow { Lane = Lane, Version = 2 }, await Board.ReadAsync(Lane, Ct));
    }

    [Fact]
    public async Task Of_two_that_judged_from_the_same_row_the_first_is_heard()
    {
        var seen = await Board.ReadAsync(Lane, Ct);
        var open = seen with { Breaker = BreakerState.Open, BreakerReason = "timeout", OpenSince = Now, ProbeAt = Now.AddSeconds(2) };
        Assert.True(await Board.SaveBreakerAsync(open, Ct));

        Assert.False(await Board.SaveBreakerAsync(seen with { Breaker = BreakerState.Trial }, Ct));

        Assert.Equal(open with { Version = 1 }, await Board.ReadAsync(Lane, Ct));
    }

    [Fact]
    public async Task Depth_tells_waiting_held_dead_and_leased_apart()
    {
        var begin = Now;
        await PutDeadAsync("dead");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await PutAsync("dead");
        await PutAsync("dead");
        await PutAsync("flying");
        await ClaimOneAsync();
        await PutAsync("flying");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await PutAsync("free");

        Assert.Equal(new LaneDepth(3, 2, 1, 1, begin.AddMinutes(1), begin.AddMinutes(2)), await Board.DepthAsync(Lane, Ct));
        Assert.Equal(new LaneDepth(0, 0, 0, 0, null, null), await Board.DepthAsync("other", Ct));
    }

    [Fact]
    public async Task The_oldest_is_when_the_head_was_accepted_even_if_a_person_retried_it()
    {
        var begin = Now;
        var id = await PutDeadAsync("k");
        Clock.Advance(TimeSpan.FromHours(1));
        await DeadLetters.SkipAsync(id, "", Audit(), Ct);
        await DeadLetters.RetryAsync(id, Audit(), Ct);
        Assert.Equal(begin, (await Board.DepthAsync(Lane, Ct)).OldestAt);

        await PutAsync("k");
        await SettleAsync(await ClaimOneAsync(), Dead());
        await DeadLetters.SkipAsync(id, "", Audit(), Ct);
        Assert.Equal(Now, (await Board.DepthAsync(Lane, Ct)).OldestAt);
        await DeadLetters.RetryAsync(id, Audit(), Ct);
        Assert.Equal(begin, (await Board.DepthAsync(Lane, Ct)).OldestAt);
    }
}
