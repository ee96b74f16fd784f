namespace Hub.Core.Events;

/// <summary>
/// One CloudEvent 1.0 as the hub keeps it, whichever HTTP mode brought it.
/// Source: CloudEvents specification 1.0.2, context attributes.
/// </summary>
public sealed record CloudEvent
{
    /// <summary>Unique together with <see cref="Source"/>; 1 to 200 characters.</summary>
    public required string Id { get; init; }

    /// <summary>URI-reference of who reports it, 1 to 200 characters.</summary>
    public required string Source { get; init; }

    /// <summary>Reverse-DNS type with a version, such as <c>vn.onestop.dossier.received.v1</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What the event is about: the dossier code, or the procedure code.</summary>
    public string? Subject { get; init; }

    /// <summary>When it happened, by the producer's clock; null when the producer did not say.</summary>
    public DateTimeOffset? Time { get; init; }

    public string? DataSchema { get; init; }

    /// <summary>JSON without insignificant white space, UTF-8. Empty when the event carries no data.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Extension attributes in their canonical string form, without <c>traceparent</c>; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Extensions { get; init; }

    /// <summary>W3C trace context of the producer or of the request that brought it.</summary>
    public string? TraceParent { get; init; }
}
