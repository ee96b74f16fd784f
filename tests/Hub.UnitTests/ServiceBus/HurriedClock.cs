using Hub.Tests;

namespace Hub.UnitTests.ServiceBus;

/// <summary>Moves a test's clock on as soon as somebody waits for less than a minute, and notes how long he would have waited. Longer timers stand.</summary>
public sealed class HurriedClock(ManualClock clock) : TimeProvider
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly List<TimeSpan> _waits = [];

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_waits)
            {
                return [.. _waits];
            }
        }
    }

    /// <summary>How far this machine's clock is behind the service's.</summary>
    public TimeSpan Behind { get; init; }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() - Behind;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < Longest)
        {
            lock (_waits)
            {
                _waits.Add(dueTime);
            }

            ThreadPool.QueueUserWorkItem(_ => clock.Advance(dueTime));
        }

        return timer;
    }
}
