namespace Hub.Core.Envelopes;

/// <summary>One claimed envelope: the head of a leased strand.</summary>
public sealed record Delivery
{
    public required Envelope Envelope { get; init; }

    /// <summary>The event that the envelope follows from; null of a command, and where retention has removed the event.</summary>
    public EventIdentity? Event { get; init; }

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

    /// <summary>Whose the strand is, where the lane's keys belong to different receivers; empty where there is one, or nobody has asked yet.</summary>
    public string Receiver { get; init; } = "";

    /// <summary>What stood against the receiver when this was claimed; null: nothing.</summary>
    public Standing? Standing { get; init; }
}

/// <param name="Id">CloudEvents id, unique within <paramref name="Source"/>.</param>
public sealed record EventIdentity(string Id, string Source, DateTimeOffset? Time);

/// <summary>What a connector knows that its partner holds for one key. Written in the transaction that settles the delivery.</summary>
/// <param name="Json">The connector's own document.</param>
/// <param name="Doubt">0 = agreed when last seen; greater = look at it sooner (see the connector).</param>
/// <param name="CheckedAt">When the partner was last asked and compared.</param>
public sealed record PartnerState(string Json, int Doubt = 0, DateTimeOffset? CheckedAt = null)
{
    /// <summary>From this doubt on the partner may hold more than is known here, as after a restore: it is asked before anything is sent.</summary>
    public const int MustAsk = 3;
}
