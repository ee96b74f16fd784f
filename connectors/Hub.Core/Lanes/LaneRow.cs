namespace Hub.Core.Lanes;

/// <summary>What a lane remembers across restarts, and what an operator sees of it.</summary>
public sealed record LaneRow
{
    public required string Lane { get; init; }

    public bool IsPaused { get; init; }

    public string? PausedBy { get; init; }

    public string? PauseReason { get; init; }

    public BreakerState Breaker { get; init; } = BreakerState.Closed;

    /// <summary>Why the breaker is open; null when closed.</summary>
    public string? BreakerReason { get; init; }

    public DateTimeOffset? OpenSince { get; init; }

    public DateTimeOffset? ProbeAt { get; init; }

    /// <summary>Probes that failed since it opened.</summary>
    public int ProbesFailed { get; init; }

    /// <summary>Counts the stored changes of the breaker, so that of two instances that judged at once only the first is heard.</summary>
    public long Version { get; init; }
}
