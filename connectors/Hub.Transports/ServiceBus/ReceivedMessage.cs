namespace Hub.Transports.ServiceBus;

/// <summary>A message as the service handed it out.</summary>
public sealed record ReceivedMessage
{
    /// <summary>Content as it was sent; names of properties compare without case.</summary>
    public required ServiceBusMessage Message { get; init; }

    /// <summary>The queue, or the dead letters of one.</summary>
    public required string Entity { get; init; }

    /// <summary>Where it is settled, exactly as the service gave it; null when it was received and deleted at once.</summary>
    public required Uri? Location { get; init; }

    public required long SequenceNumber { get; init; }

    /// <summary>1 at the first delivery.</summary>
    public required int DeliveryCount { get; init; }

    public required DateTimeOffset? EnqueuedAt { get; init; }

    /// <summary>On this machine's clock, however far the service's is from it.</summary>
    public required DateTimeOffset LockedUntil { get; init; }

    /// <summary>How long the lock lasts from its beginning or its last renewal.</summary>
    public required TimeSpan LockFor { get; init; }

    /// <summary>The id that the service or the sender gave.</summary>
    public string MessageId => Message.MessageId ?? "";

    /// <summary>Of a dead letter: <c>MaxDeliveryCountExceeded</c>, <c>TTLExpiredException</c>, or a receiver's own.</summary>
    public string? DeadLetterReason => Message.Properties.GetValueOrDefault(DeadLetters.Reason) as string;

    public string? DeadLetterDescription => Message.Properties.GetValueOrDefault(DeadLetters.Description) as string;
}
