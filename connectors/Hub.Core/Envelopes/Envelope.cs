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
