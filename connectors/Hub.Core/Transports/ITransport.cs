using Hub.Core.Outbox;

namespace Hub.Core.Transports;

/// <summary>A broker that carries notices to whichever instance has room. It keeps no state the hub relies on: the store alone knows what is due.</summary>
public interface ITransport
{
    /// <summary>As settings and logs call it, such as <c>rabbitmq</c>.</summary>
    string Name { get; }

    /// <summary>Puts notices into the lane's queue and returns when the broker has taken charge of them.</summary>
    /// <returns>Those that the broker did not confirm; they may have arrived all the same.</returns>
    /// <exception cref="TransportUnavailableException">The broker cannot be reached; none counts as sent.</exception>
    Task<IReadOnlyList<Notice>> SendAsync(string lane, IReadOnlyList<Notice> notices, CancellationToken ct);
}

/// <summary>The broker cannot do its work for a reason outside the hub; what was to be sent waits in the store.</summary>
public sealed class TransportUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
