namespace Hub.Core.Transports;

/// <summary>A message that a broker gave up delivering. Without its body, which a log or a list must not show.</summary>
/// <param name="Reason">The broker's own word, such as <c>MaxDeliveryCountExceeded</c>.</param>
/// <param name="Deliveries">0 when the broker does not tell.</param>
/// <param name="SentAgainAs">Id of the copy that was sent to the queue; null when it was only looked at.</param>
public sealed record BrokerDeadLetter(
    string Queue, string MessageId, string? Reason, string? Description, int Deliveries, DateTimeOffset? EnqueuedAt, string? SentAgainAs = null);
