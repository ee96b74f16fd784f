namespace Hub.Sandbox.ServiceBus;

/// <summary>What a sender put into a message.</summary>
internal sealed record BusContent
{
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Bytes of the encoded message, which count against the limits.</summary>
    public required long Size { get; init; }

    public string MessageId { get; init; } = "";

    public string? CorrelationId { get; init; }

    public string? Subject { get; init; }

    public string? To { get; init; }

    public string? ReplyTo { get; init; }

    public string? ReplyToSessionId { get; init; }

    public string? SessionId { get; init; }

    public string? PartitionKey { get; init; }

    public string? ContentType { get; init; }

    public TimeSpan? TimeToLive { get; init; }

    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Custom properties; values are handed back as they were sent.</summary>
    public IReadOnlyDictionary<string, object?> Properties { get; init; } = new Dictionary<string, object?>();
}

internal enum BusState
{
    Active,
    Scheduled,
    Locked,
    Deferred,
    Gone,
}

/// <summary>A message in a queue. Whoever holds the queue's gate may change it.</summary>
internal sealed class BusMessage(BusContent content)
{
    public const string Reason = "DeadLetterReason";
    public const string Description = "DeadLetterErrorDescription";

    public BusContent Content { get; private set; } = content;

    public BusState State { get; set; }

    public long Sequence { get; set; }

    public DateTimeOffset EnqueuedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Deliveries that have begun.</summary>
    public int Deliveries { get; set; }

    public Guid LockToken { get; set; }

    public DateTimeOffset LockedUntil { get; set; }

    /// <summary>Whose lock holds it; null where every message has a lock of its own.</summary>
    public BusSession? Session { get; set; }

    public bool IsDead { get; private set; }

    /// <summary>It was put aside once: from then on it comes by its number only.</summary>
    public bool IsDeferred { get; set; }

    public string? DeadLetterReason => Content.Properties.GetValueOrDefault(Reason) as string;

    public void Modify(IReadOnlyDictionary<string, object?> properties)
    {
        if (properties.Count > 0)
        {
            Content = Content with { Properties = Content.Properties.Concat(properties).GroupBy(pair => pair.Key).ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Value) };
        }
    }

    public void Die(string? reason, string? description)
    {
        (IsDead, IsDeferred, Session) = (true, false, null);
        var why = new Dictionary<string, object?>();
        _ = reason is null || why.TryAdd(Reason, reason);
        _ = description is null || why.TryAdd(Description, description);
        Modify(why);
    }
}

/// <summary>A session of a queue: its messages in order, what its receivers noted, and who has it locked.</summary>
internal sealed class BusSession(string id)
{
    public string Id => id;

    public SortedDictionary<long, BusMessage> Ready { get; } = [];

    public byte[]? Note { get; set; }

    public object? Owner { get; set; }

    public DateTimeOffset LockedUntil { get; set; }
}
