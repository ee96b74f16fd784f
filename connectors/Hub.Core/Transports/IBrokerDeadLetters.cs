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
