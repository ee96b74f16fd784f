namespace Hub.Storage.Sqlite;

/// <summary>Times as microseconds since the epoch, the form of every time column.</summary>
public static class SqliteTime
{
    public static long Of(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long? Of(DateTimeOffset? time) => time is { } t ? Of(t) : null;

    public static DateTimeOffset To(long micros) =>
        new(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static DateTimeOffset? To(long? micros) => micros is { } m ? To(m) : null;
}
