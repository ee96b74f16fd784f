using Hub.Core.DeadLetters;
using Hub.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.UnitTests.Steps;

public sealed class RedriveStepTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualClock _clock = new();

    private RedriveStep Step(MemoryRedrives redrives) => new(redrives, _clock, NullLogger<RedriveStep>.Instance);

    private async Task RunAsync(MemoryRedrives redrives, int seconds)
    {
        var step = Step(redrives);
        for (var i = 0; i < seconds; i++)
        {
            await step.RunOnceAsync(default);
            _clock.Advance(Second);
        }
    }

    [Fact]
    public async Task It_releases_at_the_rate_and_asks_to_run_every_second_until_all_is_done()
    {
        var redrives = new MemoryRedrives(8, 3, _ => true);
        var step = Step(redrives);
        while (await step.RunOnceAsync(default) is { } next)
        {
            Assert.Equal(_clock.Now + Second, next);
            _clock.MoveTo(next);
        }

        Assert.Equal([3, 3, 2, 0], redrives.Releases);
        Assert.Equal("done", redrives.Row.State);
    }

    [Fact]
    public async Task Rings_between_two_seconds_do_not_quicken_it()
    {
        var redrives = new MemoryRedrives(100, 3, _ => true);
        var step = Step(redrives);
        for (var i = 0; i < 20; i++)
        {
            await step.RunOnceAsync(default);
        }

        Assert.Equal(3, redrives.Row.Released);
    }

    [Fact]
    public async Task A_rate_below_one_a_second_is_kept()
    {
        var redrives = new MemoryRedrives(100, 0.25, _ => true);
        await RunAsync(redrives, 40);
        Assert.Equal(10, redrives.Row.Released);
    }

    [Theory]
    [InlineData(0.5, 10)]
    [InlineData(1, 10)]
    [InlineData(4, 40)]
    public async Task No_more_are_ever_undecided_than_allowed(double rate, int allowed)
    {
        var redrives = new MemoryRedrives(500, rate, _ => true, delay: 100);
        await RunAsync(redrives, 300);
        Assert.Equal(allowed, redrives.MostUndecided);
        Assert.Equal("running", redrives.Row.State);
    }

    [Fact]
    public async Task It_stops_when_most_of_enough_have_failed_again_and_says_so()
    {
        var redrives = new MemoryRedrives(100, 1, _ => false);
        await RunAsync(redrives, 100);

        Assert.Equal(("stopped", RedriveStep.EnoughToJudge), (redrives.Row.State, redrives.Row.FailedAgain));
        Assert.InRange(redrives.Row.Released, 10, 12);
        Assert.Equal(("hub", "redrive.stop", "r1", "10 trên 10 lại không thành công / 10 of 10 failed again"),
            (redrives.Stopped!.Actor, redrives.Stopped.Act, redrives.Stopped.Target, redrives.Stopped.Detail));
        Assert.Null(await Step(redrives).RunOnceAsync(default));
    }

    [Fact]
    public async Task Half_failing_again_is_not_most()
    {
        var redrives = new MemoryRedrives(60, 5, letter => letter % 2 == 0);
        await RunAsync(redrives, 100);
        Assert.Equal(("done", 30), (redrives.Row.State, redrives.Row.FailedAgain));
    }

    [Fact]
    public async Task A_few_failures_first_do_not_stop_it()
    {
        var redrives = new MemoryRedrives(60, 3, letter => letter >= 5);
        await RunAsync(redrives, 100);
        Assert.Equal("done", redrives.Row.State);
    }
}
