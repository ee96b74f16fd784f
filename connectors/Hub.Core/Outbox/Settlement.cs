using Hub.Core.Envelopes;
using Hub.Core.Inbox;

namespace Hub.Core.Outbox;

/// <summary>How one claimed delivery ends, with everything that must commit with it.</summary>
public sealed record Settlement
{
    public required Delivery Delivery { get; init; }

    public required Fate Fate { get; init; }

    public required AttemptRecord Attempt { get; init; }

    public PartnerState? State { get; init; }

    public IReadOnlyList<Submission> Events { get; init; } = [];
}

/// <summary>What happens to the envelope after an attempt.</summary>
public abstract record Fate
{
    private Fate() { }

    public sealed record Complete : Fate;

    /// <param name="Counted">Whether the attempt is charged to the ladder.</param>
    public sealed record Again(DateTimeOffset DueAt, bool Counted, bool Doubtful) : Fate;

    /// <summary>Dead letter: the strand is held until a person decides.</summary>
    /// <param name="Doubtful">The last attempt may have taken effect: a retry is told.</param>
    public sealed record Dead(string Code, string Reason, bool Doubtful = false) : Fate;
}

/// <summary>An attempt that was counted against its envelope.</summary>
/// <param name="Attempts">What the count came to by it: by this a charge that was given back already is known.</param>
public readonly record struct Charge(EnvelopeId Id, int Attempts);
