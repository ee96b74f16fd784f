using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Xunit;

namespace Hub.UnitTests.Lanes;

public sealed class SlotShareTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly Standing Failing = new(false, null, null, null, 0, 1);

    [Fact]
    public void Alone_a_receiver_has_the_whole_concurrency() => Assert.Equal(8, Take(Share(), "a"));

    [Fact]
    public void Beside_one_that_has_all_each_may_have_half_as_many_again()
    {
        var share = Share();

        Assert.Equal((8, 4, 4), (Take(share, "a"), Take(share, "b"), Take(share, "c")));
    }

    [Fact]
    public void Beyond_that_each_that_has_none_gets_one()
    {
        var share = Share();
        _ = (Take(share, "a"), Take(share, "b"), Take(share, "c"));

        Assert.All(Enumerable.Range(0, 8), n => Assert.Equal(1, Take(share, $"further-{n}")));
        Assert.Equal(0, Take(share, "one too many"));
        Assert.True(share.HasPassedOver);
    }

    [Fact]
    public void One_that_failed_lately_has_one_slot_and_takes_none_of_the_others()
    {
        var share = Share(new LeasedStrands("bad", 8, IsFailing: true));

        Assert.Equal(0, Take(share, "bad", Failing));
        Assert.Equal(1, Take(share, "worse", Failing));
        Assert.Equal(8, Take(share, "good"));
    }

    [Fact]
    public void No_more_that_failed_lately_are_tried_at_once_than_there_are_slots()
    {
        var share = Share();

        Assert.Equal(8, Enumerable.Range(0, 20).Sum(n => Take(share, $"bad-{n}", Failing)));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(3600, 0)]
    [InlineData(3601, 1)]
    public void One_that_is_away_is_tried_when_its_time_comes_or_cannot_be_right(int seconds, int taken) =>
        Assert.Equal(taken, Take(Share(), "bad", Failing with { IsAway = true, ProbeAt = Now.AddSeconds(seconds) }));

    private static SlotShare Share(params LeasedStrands[] leased) => new(8, leased);

    private static int Take(SlotShare share, string receiver, Standing? standing = null)
    {
        var taken = 0;
        while (share.TryTake(receiver, standing, Now))
        {
            taken++;
        }

        return taken;
    }
}
