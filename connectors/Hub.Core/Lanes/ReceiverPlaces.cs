using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Lanes;

/// <summary>Sees that what a lane with several receivers attempts counts for the receiver whose it is; what does not goes back untried.</summary>
internal sealed class ReceiverPlaces(IConnector connector, LanePorts ports, ILaneSource source, ILogger logger)
{
    private readonly List<(Delivery Delivery, string Receiver)> _misplaced = [];
    private readonly HashSet<string> _trials = new(StringComparer.Ordinal);

    /// <summary>Whether it may be attempted; else it goes back with the next <see cref="AssignAsync"/>.</summary>
    public async Task<bool> IsInPlaceAsync(Delivery delivery, CancellationToken ct)
    {
        var receiver = await ReceiverAsync(delivery, ct) ?? delivery.Receiver;

        // What was announced before its receiver was known to be away comes all at once: one of them tries it.
        if (receiver == delivery.Receiver && (delivery.Standing is not { IsAway: true } || _trials.Add(receiver)))
        {
            return true;
        }

        _misplaced.Add((delivery, receiver));
        return false;
    }

    public void Ended(Delivery delivery)
    {
        if (delivery.Standing is { IsAway: true })
        {
            _trials.Remove(delivery.Receiver);
        }
    }

    /// <summary>Gives back what is not in its place. Tried again in the next run when the store fails: no attempt of theirs has begun, so no lease may run out.</summary>
    /// <returns>True when something went back, and may be claimed anew.</returns>
    public async Task<bool> AssignAsync()
    {
        if (_misplaced.Count == 0)
        {
            return false;
        }

        await ports.Receivers!.AssignAsync(_misplaced, CancellationToken.None);
        var assigned = _misplaced.ConvertAll(one => one.Delivery);
        _misplaced.Clear();
        await source.SettledAsync(assigned);
        return true;
    }

    private async Task<string?> ReceiverAsync(Delivery delivery, CancellationToken ct)
    {
        try
        {
            return await connector.ReceiverAsync(delivery, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // A connector's bug must not stop its lane; the attempt tells what is wrong.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.ReceiverFaulted(exception, connector.Lane, delivery.Envelope.Id);
            return null;
        }
    }
}
