namespace Hub.UnitTests.NationalPortal.Fakes;

/// <summary>A clock that stands still until it is moved; timers fire when it passes them.</summary>
internal sealed class PortalClock : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 11, 21, 2, 15, 30, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by)
    {
        _now += by;
        foreach (var timer in _timers.ToList())
        {
            timer.FireIfDue(_now);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(callback, state);
        timer.Set(dueTime, _now);
        _timers.Add(timer);
        return timer;
    }

    public int Timers => _timers.Count(timer => timer.IsSet);

    private sealed class ManualTimer(TimerCallback callback, object? state) : ITimer
    {
        private DateTimeOffset? _due;
        private DateTimeOffset _lastNow;

        public bool IsSet => _due is not null;

        public void Set(TimeSpan dueTime, DateTimeOffset now)
        {
            _lastNow = now;
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : now + dueTime;
        }

        public void FireIfDue(DateTimeOffset now)
        {
            _lastNow = now;
            if (_due <= now)
            {
                _due = null;
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Set(dueTime, _lastNow);
            return true;
        }

        public void Dispose() => _due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
