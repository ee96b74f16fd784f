namespace Hub.Core.Transports;

/// <summary>
/// The broker's own dead letters. They are no part of the hub's memory: a notice among them is announced again anyhow, and an event that is
/// sent again is accepted once.
/// </summary>
public interface IBrokerDeadLetters
{
    /// <summary>Looks at up to <paramref name="limit"/> of every queue and leaves them there.</summary>
    /// <exception cref="TransportUnavailableException">The broker cannot be reached.</exception>
    Task<IReadOnlyList<BrokerDeadLetter>> ListAsync(int limit, CancellationToken ct);

    /// <summary>Sends up to <paramref name="limit"/> of every queue to their queue again.</summary>
    /// <exception cref="TransportUnavailableException">The broker cannot be reached; what was sent before stays sent.</exception>
    Task<IReadOnlyList<BrokerDeadLetter>> ResendAsync(int limit, CancellationToken ct);
}

/// <summary>A message that a broker gave up delivering. Without its body, which a log or a list must not show.</summary>
/// <param name="Reason">The broker's own word, such as <c>MaxDeliveryCountExceeded</c>.</param>
/// <param name="Deliveries">0 when the broker does not tell.</param>
/// <param name="SentAgainAs">Id of the copy that was sent to the queue; null when it was only looked at.</param>
public sealed record BrokerDeadLetter(
    string Queue, string MessageId, string? Reason, string? Description, int Deliveries, DateTimeOffset? EnqueuedAt, string? SentAgainAs = null);
