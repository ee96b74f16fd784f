using Hub.Core.Lanes;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Lanes;

public sealed class TokenBucketTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_seconds_worth_may_be_taken_at_once_and_then_as_they_come()
    {
        var bucket = new TokenBucket(5, _clock);
        Assert.Equal(5, bucket.Take(8));
        Assert.Equal(0, bucket.Take(1));
        _clock.Advance(TimeSpan.FromMilliseconds(399));
        Assert.Equal(1, bucket.Take(8));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, bucket.Take(8));
    }

    [Fact]
    public void No_more_than_a_seconds_worth_is_saved_up()
    {
        var bucket = new TokenBucket(5, _clock);
        bucket.Take(5);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(5, bucket.Take(100));
    }

    [Fact]
    public void Over_time_the_rate_is_kept()
    {
        var bucket = new TokenBucket(7.5, _clock);
        var taken = bucket.Take(100);
        for (var i = 0; i < 10_000; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(13));
            taken += bucket.Take(100);
        }

        Assert.InRange(taken, (int)(130 * 7.5) + 6, (int)(130 * 7.5) + 8);
    }

    [Fact]
    public void What_is_given_back_may_be_taken_again_up_to_the_brim()
    {
        var bucket = new TokenBucket(5, _clock);
        bucket.Take(5);
        bucket.Return(3);
        Assert.Equal(3, bucket.Take(8));
        bucket.Return(50);
        Assert.Equal(5, bucket.Take(100));
    }

    [Fact]
    public void A_clock_set_back_takes_nothing_away_and_one_set_forward_gives_no_more_than_the_brim()
    {
        var bucket = new TokenBucket(5, _clock);
        bucket.Take(2);
        _clock.MoveTo(_clock.Now - TimeSpan.FromHours(1));
        Assert.Equal(3, bucket.Take(100));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5, bucket.Take(100));
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(5, bucket.Take(100));
    }

    [Fact]
    public void Without_a_rate_there_is_no_limit()
    {
        var bucket = new TokenBucket(0, _clock);
        Assert.Equal(100_000, bucket.Take(100_000));
        bucket.Return(1);
        Assert.Equal(_clock.Now, bucket.NextAt());
    }

    [Fact]
    public void A_rate_below_one_a_second_gives_one_at_a_time()
    {
        var bucket = new TokenBucket(0.1, _clock);
        Assert.Equal(1, bucket.Take(5));
        Assert.Equal(0, bucket.Take(5));
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, bucket.Take(5));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, bucket.Take(5));
    }

    [Fact]
    public void At_the_promised_time_the_token_is_there_and_not_long_before()
    {
        var random = new Random(5);
        for (var round = 0; round < 3000; round++)
        {
            var rate = Math.Exp((random.NextDouble() * 14) - 3);
            var bucket = new TokenBucket(rate, _clock);
            for (var i = 0; i < 5; i++)
            {
                _clock.Advance(TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerSecond * 2)));
                while (bucket.Take(int.MaxValue) > 0)
                {
                }

                var promised = bucket.NextAt();
                Assert.True(promised > _clock.Now);
                Assert.InRange((promised - _clock.Now).TotalSeconds, 0, (1 / rate) + 1e-6);
                _clock.MoveTo(promised);
                Assert.True(bucket.Take(1) == 1, $"rate {rate} broke its promise");
            }
        }
    }
}
