namespace Hub.Storage.Postgres;

/// <summary>Times as microseconds since the epoch, the form of every time column, and months as months since January 1970.</summary>
public static class PostgresTime
{
    private const int MonthBits = 40;

    public static long Of(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long? Of(DateTimeOffset? time) => time is { } t ? Of(t) : null;

    public static DateTimeOffset To(long micros) =>
        new(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static DateTimeOffset? To(long? micros) => micros is { } m ? To(m) : null;

    public static int MonthOf(DateTimeOffset time) => ((time.UtcDateTime.Year - 1970) * 12) + time.UtcDateTime.Month - 1;

    /// <summary>The month that a number of an event or an envelope carries.</summary>
    public static int MonthOf(long seq) => (int)(seq >> MonthBits);

    /// <summary>What stands before the first number of a month.</summary>
    public static long FloorOf(int month) => (long)month << MonthBits;
}
