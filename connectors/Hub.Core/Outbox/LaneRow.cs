namespace Hub.Core.Outbox;

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

public enum BreakerState
{
    Closed = 0,

    /// <summary>The partner is away: nothing is claimed, only probes run.</summary>
    Open = 1,

    /// <summary>A probe succeeded: one trial delivery at a time until one gets an answer.</summary>
    Trial = 2,
}

/// <summary>How full a lane is.</summary>
/// <param name="Waiting">Unsettled envelopes, without those held behind a dead letter.</param>
/// <param name="Held">Envelopes that wait behind a dead letter.</param>
/// <param name="Dead">Dead letters.</param>
/// <param name="Leased">Strands in delivery now.</param>
/// <param name="OldestAt">When the oldest head was accepted.</param>
/// <param name="NextDueAt">When the next free strand is due.</param>
public sealed record LaneDepth(long Waiting, long Held, long Dead, long Leased, DateTimeOffset? OldestAt, DateTimeOffset? NextDueAt);
