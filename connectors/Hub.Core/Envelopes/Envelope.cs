namespace Hub.Core.Envelopes;

/// <summary>What one lane must deliver.</summary>
public sealed record Envelope
{
    public required long Seq { get; init; }

    public required EnvelopeId Id { get; init; }

    public required string Lane { get; init; }

    public required string Key { get; init; }

    /// <summary>Type with version: the event's type, or one of the hub's own such as <c>hub.portal.resync.v1</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The event it follows from; null for the hub's own commands.</summary>
    public long? EventSeq { get; init; }

    /// <summary>JSON: an edited body where a person mended it, else what it was written with, else the event's data.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    public string? TraceParent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An envelope before it is written. It can only be written with the event or state that it follows from.</summary>
/// <param name="Key">The strand: envelopes of one key in one lane are delivered strictly in order.</param>
/// <param name="Body">JSON; null means the data of the event it follows from.</param>
/// <param name="Receiver">Whose the strand is, where that is known and the lane's keys belong to different receivers.</param>
public sealed record EnvelopeDraft(EnvelopeId Id, string Lane, string Key, string Type, ReadOnlyMemory<byte>? Body = null, string Receiver = "");
