namespace Hub.Sandbox.ServiceBus;

/// <summary>The broker properties that a sender may set.</summary>
internal sealed record SendProperties
{
    public string? MessageId { get; init; }

    public string? SessionId { get; init; }

    public string? PartitionKey { get; init; }

    public string? CorrelationId { get; init; }

    public string? Label { get; init; }

    public string? To { get; init; }

    public string? ReplyTo { get; init; }

    public string? ReplyToSessionId { get; init; }

    public TimeSpan? TimeToLive { get; init; }

    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Bytes of the properties as they came.</summary>
    public int Size { get; init; }
}
