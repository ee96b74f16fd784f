using Hub.Core.Steps;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Steps;

public sealed class SoleStepTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualClock _clock = new();
    private readonly MemoryTimers _timers = new();
    private int _runs;

    private SoleStep Instance(Func<DateTimeOffset?> next) => new(new CountedStep(() =>
    {
        _runs++;
        return next();
    }), _timers, _clock, 5 * Minute);

    [Fact]
    public async Task Of_two_instances_one_runs_it_and_the_other_waits_for_the_same_time()
    {
        DateTimeOffset? Next() => _clock.Now.AddSeconds(10);

        var first = await Instance(Next).RunOnceAsync(default);
        var second = await Instance(Next).RunOnceAsync(default);

        Assert.Equal(1, _runs);
        Assert.Equal(_clock.Now.AddSeconds(10), first);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task While_another_is_at_it_nobody_else_begins()
    {
        _timers.Next = _clock.Now;
        _timers.LeaseUntil = _clock.Now + Minute;

        var next = await Instance(() => null).RunOnceAsync(default);

        Assert.Equal(0, _runs);
        Assert.Equal(_clock.Now.AddSeconds(1), next);
    }

    [Fact]
    public async Task A_step_that_waits_to_be_woken_is_looked_at_again_in_case_the_woken_instance_died()
    {
        Assert.Equal(_clock.Now + Minute, await Instance(() => null).RunOnceAsync(default));
        Assert.Equal(_clock.Now + Minute, await Instance(() => null).RunOnceAsync(default));
        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task A_fault_gives_the_lease_back()
    {
        var broken = Instance(() => throw new InvalidOperationException("broken"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.RunOnceAsync(default));

        await Instance(() => null).RunOnceAsync(default);
        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task A_time_dated_by_a_clock_that_was_ahead_has_come()
    {
        _timers.Next = _clock.Now.AddDays(300);
        var step = Instance(() => _clock.Now + Minute);

        Assert.Equal(_clock.Now, await step.RunOnceAsync(default));
        await step.RunOnceAsync(default);

        Assert.Equal((1, _clock.Now + Minute), (_runs, _timers.Next));
    }

    private sealed class CountedStep(Func<DateTimeOffset?> run) : IStep
    {
        public string Name => "counted";

        public Signal Wake { get; } = new();

        public Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct) => Task.FromResult(run());
    }
}
