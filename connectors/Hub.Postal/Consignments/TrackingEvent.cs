namespace Hub.Postal.Consignments;

/// <summary>Something told of a consignment, by an operator's system or a person, before it is judged.</summary>
/// <param name="Number">Order number.</param>
/// <param name="Source">Who told: <c>vnpost/feed</c>, <c>vnpost/webhook</c>, <c>vnpost/poll</c>, a key id.</param>
/// <param name="Key">
/// Unique in its source, the same whenever the same thing is told again: the feed item's id; else a digest of what was told. What webhook and poll tell alike
/// must have one source and one key.
/// </param>
/// <param name="Code">Raw status code or name of the act.</param>
/// <param name="State">What it means; null when the code is not known or means no state.</param>
/// <param name="IsKnown">False for a code that the dialect's table does not hold.</param>
/// <param name="Reason">One of <see cref="PostalReasons"/>; null when none is told.</param>
/// <param name="Raw">As it came, at most 64 KB.</param>
public sealed record TrackingEvent(
    string Number, string Source, string Key, PostalRecordKind Kind, string Code, ConsignmentState? State, bool IsKnown, string? Reason,
    DateTimeOffset At, string? Place, string? Text, string? Waybill, ReadOnlyMemory<byte> Raw)
{
    /// <summary>Who took the parcel, in the operator's words; null where it names nobody. Personal data.</summary>
    public string? Receiver { get; init; }

    /// <summary>False for what lacks what makes a tracking event, or is in a form that is not known: it is kept and a person is told.</summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>False where no time was told that can be read: <see cref="At"/> is then the latest moment at which it can have happened.</summary>
    public bool IsTimed { get; init; } = true;
}

/// <summary>What is wrong with a time that was told.</summary>
public enum TimeDoubt
{
    /// <summary>It is missing, or in no form of the dialect: seconds for milliseconds, without seconds, with AM and PM, without the offset that it needs.</summary>
    Unreadable,

    /// <summary>More than <see cref="ConsignmentMoves.Ahead"/> ahead of the hub's clock.</summary>
    Ahead,

    /// <summary>Before the consignment was asked for.</summary>
    BeforeRequest,
}
