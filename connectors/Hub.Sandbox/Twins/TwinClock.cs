namespace Hub.Sandbox.Twins;

/// <summary>The twins' clock: an inner clock plus an offset that only grows. Timers run on the inner clock, so a pushed clock
/// ends sessions and faults at once but does not shorten a wait that has begun.</summary>
public sealed class TwinClock(TimeProvider inner) : TimeProvider
{
    internal static readonly TimeSpan VietnamOffset = TimeSpan.FromHours(7);

    private long _offsetTicks;

    /// <summary>The clock without the offset: what the rest of the machine goes by.</summary>
    public TimeProvider Inner => inner;

    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Offset;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    /// <exception cref="ArgumentOutOfRangeException">The step is negative: sessions and records would come from the future.</exception>
    public void Advance(TimeSpan step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, TimeSpan.Zero);
        Interlocked.Add(ref _offsetTicks, step.Ticks);
    }

    internal void Restore(TimeSpan offset) => Interlocked.Exchange(ref _offsetTicks, offset.Ticks);

    /// <summary>Waits on the inner clock, not at all for a time that is not above zero.</summary>
    public async Task WaitAsync(TimeSpan delay, CancellationToken ct)
    {
        if (delay <= TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(delay, inner);
        await timer.WaitForNextTickAsync(ct);
    }
}
