using Hub.Core.Intake;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

/// <summary>
/// Takes events off the queue of incoming ones, several messages in one transaction: the order in which they were sent is the order in which they are
/// accepted. A message is completed only after its events are durable and its sender was told. While the store is away nothing is received: the
/// broker keeps what comes.
/// </summary>
public sealed class ServiceBusEventStep(
    ServiceBusBroker broker, QueuedEvents events, Verdicts verdicts, IStoreInfo store, TimeProvider clock, ILogger<ServiceBusEventStep> logger) : IStep
{
    private const int AtOnce = 64;

    // One that has come back is looked at alone: were it one that kills the hub, it would drag the others of its transaction along.
    private const int Suspicious = 2;
    private const int MaxTries = 4;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private readonly QueuePace _pace = new(broker.Options.EventsQueue, clock, logger);
    private TimeSpan _pause = FirstPause;
    private bool _isStoreAway;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    public string Name => "servicebus:events";

    public Signal Wake { get; } = new();

    /// <summary>Waits for a message, and takes what lies behind it too.</summary>
    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var begin = clock.GetUtcNow();
        if (begin < NotBefore)
        {
            return NotBefore;
        }

        // Every delivery counts, and the broker gives a message up after some: none is taken before the store has answered.
        if (_isStoreAway && !await IsStoreThereAsync(ct))
        {
            return NotBefore;
        }

        // Open only while it runs: what waits in the client of an instance whose turn is over would come late and out of order.
        await using var queue = new QueueReceiver(broker, _pace, AtOnce, Wake, clock, logger);
        while (clock.GetUtcNow() - begin < LongestRun
            && await queue.ReceiveAsync(AtOnce, Wait, ct) is { Count: > 0 } batch && await AcceptAsync(queue, batch, ct))
        {
        }

        return NotBefore > clock.GetUtcNow() ? NotBefore : clock.GetUtcNow();
    }

    private DateTimeOffset NotBefore => _notBefore > _pace.NotBefore ? _notBefore : _pace.NotBefore;

    /// <returns>False when the store is away.</returns>
    private async Task<bool> AcceptAsync(QueueReceiver queue, IReadOnlyList<HeldMessage> batch, CancellationToken ct)
    {
        if (batch.Count > 1 && batch.Any(held => held.Message.DeliveryCount > Suspicious))
        {
            return await AcceptOneByOneAsync(queue, batch, ct);
        }

        try
        {
            var told = await events.AcceptAsync([.. batch.Select(held => BusEvent.Of(held.Message))], BusEvent.Sender, ct);
            (_isStoreAway, _pause) = (false, FirstPause);
            for (var i = 0; i < batch.Count; i++)
            {
                var (held, verdict) = (batch[i], told[i]);
                queue.Run("telling", stop => EndAsync(queue, held, verdict, stop));
            }

            return true;
        }
        catch (StoreUnavailableException away)
        {
            logger.StoreAway(queue.Name, away.Fault.ToString());
            Pause();
            return false;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A message that the hub stumbles over must not stop the others.
        catch (Exception) when (batch.Count > 1)
        {
            return await AcceptOneByOneAsync(queue, batch, ct);
        }
        catch (Exception bug)
#pragma warning restore CA1031
        {
            Stumbled(queue, batch[0], bug);
            return true;
        }
    }

    private async Task<bool> AcceptOneByOneAsync(QueueReceiver queue, IReadOnlyList<HeldMessage> batch, CancellationToken ct)
    {
        foreach (var held in batch)
        {
            if (!await AcceptAsync(queue, [held], ct))
            {
                return false;
            }
        }

        return true;
    }

    private async Task EndAsync(QueueReceiver queue, HeldMessage held, EventVerdict verdict, CancellationToken ct)
    {
        bool isTold;
        try
        {
            isTold = await verdicts.TellAsync(held.Message, verdict, ct);
        }
        catch (Exception error) when (ServiceBusFault.Of(error, ct) is { } fault)
        {
            // The events are stored: when the message comes again the sender hears that they are known.
            logger.NotTold(queue.Name, fault.ToString());
            queue.Leave(held);
            return;
        }

        // What was refused and nobody heard of must be found by somebody.
        if ((verdict.Unreadable ?? (isTold || verdict.IsStored ? null : "refused-and-nobody-told")) is { } reason)
        {
            queue.SetAside(held, reason);
        }
        else
        {
            queue.Complete(held);
        }
    }

    // It comes again when its lock has ended, with time between the tries.
    private void Stumbled(QueueReceiver queue, HeldMessage held, Exception bug)
    {
        logger.EventFaulted(bug, queue.Name, held.Message.DeliveryCount);
        if (held.Message.DeliveryCount < MaxTries)
        {
            queue.Leave(held);
        }
        else
        {
            queue.SetAside(held, "hub-fault");
        }
    }

    private async Task<bool> IsStoreThereAsync(CancellationToken ct)
    {
        try
        {
            await store.CheckWritableAsync(ct);
            _isStoreAway = false;
            return true;
        }
        catch (StoreUnavailableException)
        {
            Pause();
            return false;
        }
    }

    private void Pause()
    {
        _isStoreAway = true;
        _notBefore = clock.GetUtcNow() + _pause;
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }
}
