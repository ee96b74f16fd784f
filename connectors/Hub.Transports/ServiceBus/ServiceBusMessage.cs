namespace Hub.Transports.ServiceBus;

/// <summary>A message as a sender makes it.</summary>
public sealed record ServiceBusMessage
{
    /// <summary>Sent and received as bytes; nothing is wrapped around it.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Not carried for messages of a batch: the vendor's format has no place for it.</summary>
    public string? ContentType { get; init; }

    /// <summary>Up to 128 characters. Only a message with an id of the sender's own is sent again when an answer got lost.</summary>
    public string? MessageId { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>The subject, <c>Label</c> on the wire.</summary>
    public string? Label { get; init; }

    public string? To { get; init; }

    public string? ReplyTo { get; init; }

    public string? ReplyToSessionId { get; init; }

    public string? SessionId { get; init; }

    /// <summary>Equal to <see cref="SessionId"/> when both are given.</summary>
    public string? PartitionKey { get; init; }

    /// <summary>Whole seconds; the queue's own when shorter or when none is given.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Whole seconds.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>
    /// Custom properties: texts, booleans, numbers (<see cref="long"/>, <see cref="double"/>) and times. A name must be fit for an HTTP header and loses
    /// its case on the way: use lower-case words joined by hyphens.
    /// </summary>
    public IReadOnlyDictionary<string, object> Properties { get; init; } = EmptyProperties;

    internal static readonly IReadOnlyDictionary<string, object> EmptyProperties = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
}
