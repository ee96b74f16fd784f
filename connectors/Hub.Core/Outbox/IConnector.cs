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

    /// <summary>Whether the lane's keys belong to different receivers, so that each needs its share of the slots and a breaker of its own.</summary>
    bool HasReceivers => false;

    /// <summary>Whose a delivery is, asked before it is attempted. Must tell it from what is here, and ask nobody outside. Null where nobody can be named.</summary>
    ValueTask<string?> ReceiverAsync(Delivery delivery, CancellationToken ct) => ValueTask.FromResult<string?>(null);
}
