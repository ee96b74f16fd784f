using Hub.Core.Lanes;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Lanes;

public sealed class RateMeterTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_young_meter_divides_by_its_own_age()
    {
        var meter = new RateMeter(_clock);
        meter.Add(10);
        Assert.Equal(10, meter.PerSecond());
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(2, meter.PerSecond());
    }

    [Fact]
    public void Only_the_last_minute_counts()
    {
        var meter = new RateMeter(_clock);
        meter.Add(600);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(10, meter.PerSecond());
        meter.Add(60);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, meter.PerSecond());
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(0, meter.PerSecond());
    }

    [Fact]
    public void A_clock_set_back_neither_loses_nor_breaks_anything()
    {
        var meter = new RateMeter(_clock);
        _clock.Advance(TimeSpan.FromMinutes(2));
        meter.Add(60);
        _clock.Advance(TimeSpan.FromMinutes(-1));
        meter.Add(60);
        Assert.Equal(2, meter.PerSecond());
    }
}
