using Hub.Core.Clocks;
using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.UnitTests.Steps;

public sealed class ClockWatchTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2.5);
    private readonly ManualClock _clock = new();
    private readonly Server _server = new();

    [Theory]
    [InlineData(0.2, false, false)]
    [InlineData(-1.5, true, false)]
    [InlineData(2.4, true, false)]
    [InlineData(2.6, true, true)]
    [InlineData(-120, true, true)]
    public async Task Either_way_a_clock_is_judged_by_how_far_it_is_from_the_databases(double seconds, bool isNoticeable, bool isOff)
    {
        _server.Lead = TimeSpan.FromSeconds(seconds);

        Assert.Equal(new ClockReading(_server.Lead, isNoticeable, isOff), await Watch().LookAsync(CancellationToken.None));
    }

    [Fact]
    public async Task It_is_asked_every_minute_and_between_what_was_read_counts()
    {
        var watch = Watch();
        Assert.Equal(_clock.Now.AddMinutes(1), await watch.RunOnceAsync(CancellationToken.None));
        _server.Lead = TimeSpan.FromMinutes(2);

        Assert.False((await watch.LookAsync(CancellationToken.None)).IsOff);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await watch.LookAsync(CancellationToken.None)).IsOff);
        Assert.Equal(2, _server.Asked);
    }

    [Fact]
    public async Task A_store_on_this_machine_has_no_other_clock()
    {
        _server.Lead = null;
        var watch = Watch();

        Assert.Null(await watch.RunOnceAsync(CancellationToken.None));
        Assert.False((await watch.LookAsync(CancellationToken.None)).IsOff);
    }

    [Fact]
    public async Task A_store_with_what_was_accepted_later_than_now_tells_of_it()
    {
        (_server.Lead, _server.Latest) = (null, _clock.Now.AddHours(3));

        Assert.Equal(TimeSpan.FromHours(3), (await Watch().LookAsync(CancellationToken.None)).WasAhead);
        _server.Latest = _clock.Now;
        Assert.Null((await Watch().LookAsync(CancellationToken.None)).WasAhead);
    }

    [Fact]
    public async Task A_clock_put_back_under_the_process_is_told_for_an_hour()
    {
        var clock = new SlippingClock();
        var watch = new ClockWatch(_server, clock, Most, NullLogger<ClockWatch>.Instance);
        await watch.RunOnceAsync(CancellationToken.None);

        clock.Slip(TimeSpan.FromMinutes(1), by: TimeSpan.FromMinutes(-20));
        Assert.Equal(TimeSpan.FromMinutes(20), (await watch.LookAsync(CancellationToken.None)).WasAhead);
        clock.Slip(TimeSpan.FromMinutes(61), by: TimeSpan.Zero);
        Assert.Null((await watch.LookAsync(CancellationToken.None)).WasAhead);
    }

    [Fact]
    public async Task While_it_is_off_nothing_is_claimed_or_rescued_and_afterwards_all_goes_on()
    {
        var (lane, rescue, watch) = (new Source(), new Rescue(), Watch());
        var (source, step) = (new TimelySource(lane, watch, _clock), new TimelyStep(rescue, watch, _clock));
        _server.Lead = TimeSpan.FromMinutes(2);

        var claim = await source.ClaimAsync(Request(), CancellationToken.None);
        var again = await step.RunOnceAsync(CancellationToken.None);

        Assert.Equal((0, 1, 0), (lane.Claims, lane.GivenBack, rescue.Runs));
        Assert.Empty(claim.Deliveries);
        Assert.Equal((_clock.Now.AddSeconds(10), _clock.Now.AddSeconds(10)), (claim.NextAt, again));
        _server.Lead = TimeSpan.Zero;
        _clock.Advance(TimeSpan.FromMinutes(1));
        await source.ClaimAsync(Request(), CancellationToken.None);
        await step.RunOnceAsync(CancellationToken.None);
        Assert.Equal((1, 1), (lane.Claims, rescue.Runs));
    }

    private ClockWatch Watch() => new(_server, _clock, Most, NullLogger<ClockWatch>.Instance);

    private ClaimRequest Request() => new LaneOptions().ClaimOf("portal", 10, _clock.Now);

    private sealed class Server : IStoreInfo
    {
        public TimeSpan? Lead { get; set; } = TimeSpan.Zero;

        public DateTimeOffset? Latest { get; set; }

        public int Asked { get; private set; }

        public Task<DateTimeOffset?> LatestAsync(CancellationToken ct) => Task.FromResult(Latest);

        public Task<TimeSpan?> ClockLeadAsync(CancellationToken ct)
        {
            Asked++;
            return Task.FromResult(Lead);
        }

        public Task CheckWritableAsync(CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken ct) => throw new NotSupportedException();
    }

    private sealed class Source : ILaneSource
    {
        public int Claims { get; private set; }

        public int GivenBack { get; private set; }

        public Task<SourceClaim> ClaimAsync(ClaimRequest request, CancellationToken ct)
        {
            Claims++;
            return Task.FromResult(new SourceClaim([], null, null));
        }

        public ValueTask SettledAsync(IReadOnlyList<Delivery> deliveries) => ValueTask.CompletedTask;

        public ValueTask UnsettledAsync(IReadOnlyList<Delivery> deliveries) => ValueTask.CompletedTask;

        public Task GiveBackAsync(CancellationToken ct)
        {
            GivenBack++;
            return Task.CompletedTask;
        }
    }

    private sealed class Rescue : IStep
    {
        public int Runs { get; private set; }

        public string Name => "rescue";

        public Signal Wake { get; } = new();

        public Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
        {
            Runs++;
            return Task.FromResult<DateTimeOffset?>(null);
        }
    }

    /// <summary>What time of day it shows and how long it has run are two things.</summary>
    private sealed class SlippingClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _ticks;

        public void Slip(TimeSpan after, TimeSpan by)
        {
            _now += after + by;
            _ticks += after.Ticks;
        }
    }
}
