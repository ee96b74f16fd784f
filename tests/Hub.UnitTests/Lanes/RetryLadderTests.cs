using Hub.Core.Lanes;
using Xunit;

namespace Hub.UnitTests.Lanes;

public sealed class RetryLadderTests
{
    private static readonly TimeSpan[] Steps = [TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2), TimeSpan.FromHours(6)];

    [Fact]
    public void Each_step_is_lengthened_by_up_to_a_fifth_and_never_shortened()
    {
        var ladder = new RetryLadder(Steps, new Random(1));
        for (var step = 0; step < Steps.Length; step++)
        {
            var delays = Enumerable.Range(0, 2000).Select(_ => ladder.DelayAfter(step + 1)!.Value).ToList();
            Assert.All(delays, delay => Assert.InRange(delay, Steps[step], Steps[step] * 1.2));
            Assert.True(delays.Max() > Steps[step] * 1.18);
            Assert.True(delays.Min() < Steps[step] * 1.02);
        }
    }

    [Fact]
    public void After_its_last_step_there_is_none()
    {
        var ladder = new RetryLadder(Steps, new Random(1));
        Assert.Equal(3, ladder.Length);
        Assert.NotNull(ladder.DelayAfter(3));
        Assert.Null(ladder.DelayAfter(4));
        Assert.Null(ladder.DelayAfter(400));
    }

    [Fact]
    public void The_usual_ladder_never_turns_back()
    {
        var steps = new LaneOptions().Ladder;
        Assert.Equal(steps.Order(), steps);
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromHours(6)), (steps[0], steps[^1]));
    }
}
