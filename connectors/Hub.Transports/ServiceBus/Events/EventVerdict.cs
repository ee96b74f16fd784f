namespace Hub.Transports.ServiceBus.Events;

/// <summary>What became of a message's events.</summary>
/// <param name="Status"><c>accepted</c>, <c>duplicate</c>, <c>conflict</c> or <c>refused</c>; <c>batch</c> for several with different ends.</param>
/// <param name="Json">For the sender, in the shape of the answer to <c>POST /events</c>.</param>
/// <param name="IsStored">Every event of the message is in the hub, now or from before.</param>
/// <param name="Unreadable">Why the message holds no events at all; null when it was read.</param>
public sealed record EventVerdict(string Status, ReadOnlyMemory<byte> Json, bool IsStored, string? Unreadable);
