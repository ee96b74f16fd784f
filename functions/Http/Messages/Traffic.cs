using Hub.Functions.Settings;

namespace Hub.Functions.Http.Messages;

/// <summary>
/// What bodies and answers under way may hold together, and how slowly they may come and go. Small ones are always let through: the limit of connections holds
/// them, so that a centre's events and the question whether the hub lives pass beside those who fill it.
/// </summary>
internal sealed class Traffic(IntakeSettings settings, TimeProvider clock)
{
    /// <summary>Bytes of one body or answer that are not counted.</summary>
    public const int Small = 64 * 1024;

    // However large a body may be, one alone always passes.
    private readonly long _most = Math.Max(settings.MaxBytesUnderWay, 2L * settings.MaxBodyBytes);
    private long _bodies;
    private long _answers;

    /// <summary>Bytes of all bodies that are counted now.</summary>
    public long Bodies => Interlocked.Read(ref _bodies);

    public static Traffic? Of(HttpContext http) => http.Features.Get<Traffic>();

    public Pace NewPace() => new(settings.MinBytesPerSecond, clock);

    /// <returns>False when there is no room for a body to grow from one size to another.</returns>
    public bool TryGrow(int from, int to) => TryAdd(ref _bodies, Counted(to) - Counted(from));

    public void Release(int size) => Interlocked.Add(ref _bodies, -Counted(size));

    public bool TryAnswer(int size) => TryAdd(ref _answers, Counted(size));

    public void Answered(int size) => Interlocked.Add(ref _answers, -Counted(size));

    private static long Counted(int size) => Math.Max(0, size - Small);

    private bool TryAdd(ref long sum, long bytes)
    {
        if (bytes <= 0 || Interlocked.Add(ref sum, bytes) <= _most)
        {
            return true;
        }

        Interlocked.Add(ref sum, -bytes);
        return false;
    }
}

/// <summary>
/// Whether bytes pass fast enough, judged anew in every stretch of time: the server's own rate is an average from the start, so that a burst at the beginning
/// bought hours of silence.
/// </summary>
internal sealed class Pace(int bytesPerSecond, TimeProvider clock)
{
    public static readonly TimeSpan Stretch = TimeSpan.FromSeconds(10);

    private long _since = clock.GetTimestamp();
    private long _bytes;

    /// <summary>Of the stretch that runs, what is left.</summary>
    private TimeSpan Left => Stretch - clock.GetElapsedTime(_since);

    public void Count(long bytes) => _bytes += bytes;

    /// <returns>False when a stretch is over in which too little passed.</returns>
    public bool IsKept()
    {
        if (Left > TimeSpan.Zero)
        {
            return true;
        }

        var isKept = _bytes >= bytesPerSecond * Stretch.TotalSeconds;
        Restart();
        return isKept;
    }

    /// <summary>Begins a stretch now.</summary>
    public void Restart() => (_since, _bytes) = (clock.GetTimestamp(), 0);

    /// <summary>Wakes whoever waits for bytes when the stretch is over.</summary>
    public ITimer Wake(Action wake) => clock.CreateTimer(static state => ((Action)state!)(), wake, Left > TimeSpan.Zero ? Left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
}
