using Hub.Core.Envelopes;

namespace Hub.Core.Outbox;

/// <summary>One outside party behind one lane.</summary>
public interface IConnector
{
    string Lane { get; }

    /// <summary>Types of incoming events that become envelopes of this lane.</summary>
    IReadOnlyCollection<string> Types { get; }

    /// <summary>
    /// One attempt. Expected failures are outcomes; an exception is a bug of ours and is settled as a doubtful retry by the lane.
    /// Called concurrently for different keys, never for the same key.
    /// </summary>
    Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct);

    /// <summary>Asks whether the party is there, without any effect at it. Null when it is; else why not.</summary>
    Task<string?> ProbeAsync(CancellationToken ct);
}
