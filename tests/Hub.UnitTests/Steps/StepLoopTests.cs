using Hub.Core.Steps;
using Hub.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.UnitTests.Steps;

public sealed class StepLoopTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    private static ScriptedStep Step(Func<int, DateTimeOffset?> run) => new((count, _) => Task.FromResult(run(count)));

    private (StepLoop Loop, Task Running) Start(IStep step)
    {
        var loop = new StepLoop(step, _clock, NullLogger<StepLoop>.Instance);
        return (loop, Task.Run(() => loop.RunAsync(_stop.Token)));
    }

    // The loop sleeps when its timer is set; until then it may still be on its way there.
    private async Task AsleepAsync()
    {
        for (var i = 0; _clock.Timers == 0; i++)
        {
            Assert.True(i < 100_000_000, "the loop never slept");
            await Task.Yield();
        }
    }

    private async Task EndAsync(Task running)
    {
        await _stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task It_runs_again_at_the_time_the_step_named_and_not_before()
    {
        var step = Step(_ => _clock.Now + TimeSpan.FromSeconds(10));
        var (_, running) = Start(step);
        Assert.Equal(1, await step.RanAsync());
        await AsleepAsync();
        _clock.Advance(TimeSpan.FromSeconds(9.999));
        Assert.Equal((1, 1), (step.Count, _clock.Timers));
        _clock.Advance(TimeSpan.FromSeconds(0.001));
        Assert.Equal(2, await step.RanAsync());
        await EndAsync(running);
    }

    [Fact]
    public async Task A_time_that_has_come_means_at_once()
    {
        var step = Step(count => count < 5 ? _clock.Now : null);
        var (_, running) = Start(step);
        for (var run = 1; run <= 5; run++)
        {
            Assert.Equal(run, await step.RanAsync());
        }

        await AsleepAsync();
        Assert.Equal(5, step.Count);
        await EndAsync(running);
    }

    [Fact]
    public async Task A_ring_wakes_it_before_its_time()
    {
        var step = Step(_ => _clock.Now + TimeSpan.FromMinutes(3));
        var (_, running) = Start(step);
        await step.RanAsync();
        await AsleepAsync();
        step.Wake.Ring();
        Assert.Equal(2, await step.RanAsync());
        await EndAsync(running);
    }

    [Fact]
    public async Task A_ring_during_the_run_runs_it_again()
    {
        ScriptedStep? step = null;
        step = Step(count =>
        {
            if (count == 1)
            {
                step!.Wake.Ring();
            }

            return null;
        });
        var (_, running) = Start(step);
        Assert.Equal(1, await step.RanAsync());
        Assert.Equal(2, await step.RanAsync());
        await EndAsync(running);
    }

    [Fact]
    public async Task A_step_that_waits_to_be_woken_is_looked_after_all_the_same()
    {
        var step = Step(_ => null);
        var (loop, running) = Start(step);
        await step.RanAsync();
        await AsleepAsync();
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(2, await step.RanAsync());
        await EndAsync(running);
        Assert.Equal(_clock.Now, loop.LastRun);
    }

    [Fact]
    public async Task A_step_that_throws_runs_again_after_a_pause_and_rings_do_not_shorten_it()
    {
        ScriptedStep? step = null;
        step = Step(count =>
        {
            step!.Wake.Ring();
            return count <= 2 ? throw new InvalidOperationException("bug") : _clock.Now + TimeSpan.FromHours(1);
        });
        var (_, running) = Start(step);
        await step.RanAsync();
        await AsleepAsync();
        Assert.Equal(1, step.Count);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, await step.RanAsync());
        await AsleepAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, await step.RanAsync());
        await EndAsync(running);
    }

    [Fact]
    public async Task A_cancellation_of_the_steps_own_is_a_fault_like_any_other()
    {
        var step = Step(count => count == 1 ? throw new OperationCanceledException() : null);
        var (_, running) = Start(step);
        await step.RanAsync();
        await AsleepAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, await step.RanAsync());
        await EndAsync(running);
    }

    [Fact]
    public async Task It_stops_when_cancelled_asleep_or_at_work()
    {
        var asleep = Step(_ => null);
        var (_, sleeping) = Start(asleep);
        var atWork = new ScriptedStep(async (_, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            return null;
        });
        var (_, working) = Start(atWork);
        await asleep.RanAsync();
        await atWork.RanAsync();
        await AsleepAsync();
        await EndAsync(Task.WhenAll(sleeping, working));
        Assert.Equal((1, 1, 0), (asleep.Count, atWork.Count, _clock.Timers));
    }
}
