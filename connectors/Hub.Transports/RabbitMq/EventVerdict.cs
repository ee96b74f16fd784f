namespace Hub.Transports.RabbitMq;

/// <summary>What the sender of a message is told.</summary>
/// <param name="Kind"><c>accepted</c>, <c>duplicate</c>, <c>conflict</c> or <c>refused</c>; <c>batch</c> where its events differ.</param>
/// <param name="Unreadable">Why nothing of the message could be read; null when its events were judged one by one.</param>
internal sealed record EventVerdict(Received Message, ReadOnlyMemory<byte> Json, string Kind, string? Unreadable);
