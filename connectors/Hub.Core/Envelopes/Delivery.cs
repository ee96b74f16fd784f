namespace Hub.Core.Envelopes;

/// <summary>One claimed envelope: the head of a leased strand.</summary>
public sealed record Delivery
{
    public required Envelope Envelope { get; init; }

    /// <summary>Attempts already counted against the ladder.</summary>
    public required int Attempts { get; init; }

    /// <summary>
    /// A former attempt may have reached the partner without its answer reaching us (timeout after sending, torn connection, crash).
    /// The connector must find out before it sends again.
    /// </summary>
    public required bool IsDoubtful { get; init; }

    /// <summary>What the partner is known to hold for this key, as this connector last left it; null when nothing is known.</summary>
    public PartnerState? State { get; init; }

    /// <summary>Fencing token of the lease; a settle under another token changes nothing.</summary>
    public required long Lease { get; init; }
}
