using Hub.Core.Envelopes;

namespace Hub.Core.Outbox;

/// <summary>The receivers behind a lane whose keys belong to different ones: whose a strand is, and who failed lately. Each method is one transaction.</summary>
public interface IReceivers
{
    /// <summary>Gives claimed deliveries back untried, each to the receiver it is named with; one whose lease was lost is left alone. Wakes their lanes.</summary>
    Task AssignAsync(IReadOnlyList<(Delivery Delivery, string Receiver)> deliveries, CancellationToken ct);

    /// <summary>Stores what stands against receivers of a lane, each only where nobody has since its version, and wakes the lane.</summary>
    /// <returns>For each whether it was stored, as the next version; false: another instance was first, and what it stored stands.</returns>
    Task<IReadOnlyList<bool>> SaveAsync(string lane, IReadOnlyList<FailingReceiver> failing, CancellationToken ct);

    /// <summary>Forgets what stands against receivers of a lane: they answered.</summary>
    Task ClearAsync(string lane, IReadOnlyList<string> answered, CancellationToken ct);

    /// <summary>Those that failed lately, the ones away first, then by name.</summary>
    Task<IReadOnlyList<FailingReceiver>> FailingAsync(string lane, int limit, CancellationToken ct);
}
