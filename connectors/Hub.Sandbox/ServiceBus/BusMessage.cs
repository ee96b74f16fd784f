namespace Hub.Sandbox.ServiceBus;

/// <summary>A message in a queue. Whoever holds the queue's gate may change it.</summary>
internal sealed class BusMessage(SendProperties sent, ReadOnlyMemory<byte> body, string contentType, IReadOnlyList<(string Name, string Json)> properties)
{
    public SendProperties Sent => sent;

    public ReadOnlyMemory<byte> Body => body;

    public string ContentType => contentType;

    /// <summary>Custom properties as JSON scalars of ASCII, names in lower case.</summary>
    public IReadOnlyList<(string Name, string Json)> Properties { get; private set; } = properties;

    /// <summary>Bytes that count against the limits: the body and all properties.</summary>
    public long Size { get; } = body.Length + sent.Size + properties.Sum(property => property.Name.Length + property.Json.Length);

    public string MessageId { get; set; } = sent.MessageId ?? "";

    public long Sequence { get; set; }

    public long EnqueuedSequence { get; set; }

    public DateTimeOffset EnqueuedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public TimeSpan TimeToLive { get; set; }

    public int Deliveries { get; set; }

    public Guid LockToken { get; set; }

    public DateTimeOffset LockedUntil { get; set; }

    public string? DeadLetterReason { get; private set; }

    public void Die(string reason, string description)
    {
        DeadLetterReason = reason;
        Properties =
        [
            .. Properties.Where(property => property.Name is not ("deadletterreason" or "deadlettererrordescription")),
            ("deadletterreason", AsciiJson.Quote(reason)), ("deadlettererrordescription", AsciiJson.Quote(description)),
        ];
    }
}
