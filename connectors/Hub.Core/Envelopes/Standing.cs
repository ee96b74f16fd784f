namespace Hub.Core.Envelopes;

/// <summary>What stands against one of a lane's receivers: it failed lately and has not answered since.</summary>
/// <param name="IsAway">Its breaker is open: one delivery tries it at each <paramref name="ProbeAt"/>, nothing else goes out.</param>
/// <param name="Reason">Why; null when it is not away.</param>
/// <param name="Since">Since when it is away.</param>
/// <param name="ProbesFailed">Trials that failed since then.</param>
/// <param name="Version">Counts the stored changes, so that of two instances that judged at once only the first is heard; 0: not stored yet.</param>
public sealed record Standing(bool IsAway, string? Reason, DateTimeOffset? Since, DateTimeOffset? ProbeAt, int ProbesFailed, long Version)
{
    // No probe lies further ahead than that, unless a clock that was ahead has dated it.
    private static readonly TimeSpan ProbesWithin = TimeSpan.FromHours(1);

    /// <summary>Whether a delivery may go out to it.</summary>
    public bool MayBeTried(DateTimeOffset now) => !IsAway || IsDue(ProbeAt, now);

    /// <summary>Whether the time of a probe has come, or was dated by a clock that was ahead.</summary>
    public static bool IsDue(DateTimeOffset? probeAt, DateTimeOffset now) => probeAt is not { } at || at <= now || at - now > ProbesWithin;
}

/// <summary>A receiver that failed lately.</summary>
public sealed record FailingReceiver(string Receiver, Standing Standing);
