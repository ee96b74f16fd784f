namespace Hub.Transports.RabbitMq;

/// <summary>What the sender of a message is told.</summary>
/// <param name="Unreadable">Why nothing of the message could be read; null when its events were judged one by one.</param>
internal sealed record EventVerdict(Received Message, ReadOnlyMemory<byte> Json, string? Unreadable);
