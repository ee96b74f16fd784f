namespace Hub.Postal.Consignments;

/// <summary>One thing that was told of a consignment, kept as it came.</summary>
/// <param name="Number">The consignment; what an operator told of an order that is not ours is kept with its own number.</param>
/// <param name="Source">Who told: <c>vnpost/feed</c>, <c>vnpost/webhook</c>, a key id, <c>hub</c>.</param>
/// <param name="Key">Unique in its source: a repeat is stored once.</param>
/// <param name="Code">Raw status code or name of the act.</param>
/// <param name="State">What it means; null when the code is not known.</param>
/// <param name="At">When it happened, by the teller's clock.</param>
/// <param name="ReceivedAt">When the hub got to know it.</param>
/// <param name="Raw">As it came: the operator's item, the uploaded act.</param>
public sealed record PostalRecord(
    string Number, string Source, string Key, PostalRecordKind Kind, string Code, ConsignmentState? State, MoveVerdict Verdict,
    DateTimeOffset At, DateTimeOffset ReceivedAt, string? Place, string? Text, ReadOnlyMemory<byte> Raw);

public enum PostalRecordKind
{
    /// <summary>Told by the operator's system.</summary>
    Tracking,

    /// <summary>Done by a person of the post or of the agency, through the hub.</summary>
    Act,

    /// <summary>Noted by the hub itself: booked, cancelled, changed operator.</summary>
    Note,
}
