namespace Hub.Core.Lanes;

/// <summary>Notices when the clock goes back, so that what was dated by a clock that was ahead does not wait for that time to come.</summary>
internal sealed class ClockSteps(LaneOptions options)
{
    // What an NTP client slews away shows as no step.
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private DateTimeOffset? _latest;
    private DateTimeOffset? _lookedAt;
    private bool _wentBack;

    /// <summary>
    /// Beyond which time a strand may have been dated by a clock that was ahead; null: nothing is to be looked for. After a step back that is everything;
    /// at the start and now and then, in case another process saw the step, it is what the ladder never dates.
    /// </summary>
    public DateTimeOffset? RedateBeyond(DateTimeOffset now)
    {
        _wentBack |= now < _latest - Noticeable;
        _latest = now;
        return _wentBack ? now : _lookedAt is not { } at || now - at >= Every ? now + options.LongestStep : null;
    }

    /// <summary>The store has looked.</summary>
    public void Looked(DateTimeOffset now) => (_wentBack, _lookedAt) = (false, now);
}
