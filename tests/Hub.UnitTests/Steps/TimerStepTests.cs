using Hub.Core.Steps;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Steps;

public sealed class TimerStepTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private readonly ManualClock _clock = new();
    private readonly MemoryTimers _timers = new();
    private readonly List<DateTimeOffset> _runs = [];

    private static DateTimeOffset NextHour(DateTimeOffset at) => new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero) + Hour;

    private TimerStep Step(Func<CancellationToken, Task<string?>>? job = null) => new("hourly", _timers, _clock, Lease, NextHour, job ?? (_ =>
    {
        _runs.Add(_clock.Now);
        return Task.FromResult<string?>("ok");
    }));

    [Fact]
    public async Task It_runs_when_due_keeps_the_result_and_names_its_next_time()
    {
        var step = Step();
        Assert.Equal(_clock.Now + TimeSpan.FromMinutes(1), await step.RunOnceAsync(default));
        Assert.Empty(_runs);
        _clock.Advance(TimeSpan.FromMinutes(59.5));
        Assert.Equal(_clock.Now + TimeSpan.FromSeconds(30), await step.RunOnceAsync(default));
        _clock.Advance(TimeSpan.FromSeconds(30));
        await step.RunOnceAsync(default);
        await step.RunOnceAsync(default);
        Assert.Single(_runs);
        Assert.Equal(["ok"], _timers.Results);
        Assert.Equal(_clock.Now + Hour, _timers.Next);
    }

    [Fact]
    public async Task What_was_missed_is_made_up_for_once()
    {
        var step = Step();
        await step.RunOnceAsync(default);
        _clock.Advance((9 * Hour) + TimeSpan.FromMinutes(20));
        for (var i = 0; i < 10; i++)
        {
            await step.RunOnceAsync(default);
        }

        Assert.Single(_runs);
        Assert.Equal(_clock.Now + TimeSpan.FromMinutes(40), _timers.Next);
    }

    [Fact]
    public async Task Of_two_runners_one_runs_the_job_and_the_other_does_not_spin()
    {
        var job = new TaskCompletionSource<string?>();
        var runs = 0;
        Task<string?> Job(CancellationToken ct)
        {
            runs++;
            return job.Task;
        }

        var first = Step(Job);
        var second = Step(Job);
        await first.RunOnceAsync(default);
        _clock.Advance(Hour);
        var running = first.RunOnceAsync(default);

        Assert.True(await second.RunOnceAsync(default) > _clock.Now);
        Assert.Equal(1, runs);

        job.SetResult("ok");
        await running;
        await second.RunOnceAsync(default);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_runner_that_died_is_replaced_when_its_lease_is_over()
    {
        (_timers.Next, _timers.LeaseUntil) = (_clock.Now, _clock.Now + Lease);
        var step = Step();
        await step.RunOnceAsync(default);
        Assert.Empty(_runs);
        _clock.Advance(Lease);
        await step.RunOnceAsync(default);
        Assert.Single(_runs);
    }

    [Fact]
    public async Task A_job_that_fails_is_told_to_the_loop_and_runs_again_at_its_next_time()
    {
        _timers.Next = _clock.Now;
        var step = Step(_ => throw new InvalidOperationException("no"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => step.RunOnceAsync(default));
        Assert.Equal((NextHour(_clock.Now), default), (_timers.Next, _timers.LeaseUntil));
        Assert.Equal([null], _timers.Results);
    }
}
