namespace Hub.Storage.Sqlite;

/// <summary>Times as microseconds since the epoch, the form of every time column.</summary>
public static class SqliteTime
{
    internal const long AtOnceSpan = 1L << 62;

    public static long Of(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long? Of(DateTimeOffset? time) => time is { } t ? Of(t) : null;

    public static DateTimeOffset To(long micros) =>
        new(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static DateTimeOffset? To(long? micros) => micros is { } m ? To(m) : null;

    /// <summary>
    /// A due time that has come whatever the clock says: so far before the epoch that no clock is behind it, and still in the order of the times at which
    /// it was given. A clock that was ahead for a moment cannot park what is due at once.
    /// </summary>
    public static long AtOnce(DateTimeOffset given) => Of(given) - AtOnceSpan;

    /// <summary>What a due time says, for people: when it was given, where it has come already.</summary>
    public static DateTimeOffset Due(long micros) => To(micros < 0 ? micros + AtOnceSpan : micros);

    public static DateTimeOffset? Due(long? micros) => micros is { } m ? Due(m) : null;
}
