using System.Collections.Concurrent;
using Hub.Core.Intake;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Core.Transports;

namespace Hub.Transports.RabbitMq;

/// <summary>
/// Takes CloudEvents off the queue. A message is acknowledged after its events are durable and its sender's verdict is confirmed; what
/// comes twice is a duplicate and is told so again. While the store is away nothing is consumed: the broker keeps what comes.
/// </summary>
public sealed class EventConsumerStep : IStep, IAsyncDisposable
{
    /// <summary>Who the hub says brought these events: whoever may publish to the exchange.</summary>
    public const string Sender = "broker:rabbitmq";

    private const string LinkName = "events";

    // One at a time until a message shows up that has not come back before: were it one that kills the hub, it would drag the others of
    // its window along, return by return, into the parking queue.
    private const ushort Careful = 1;
    private const int Suspicious = 2;
    private const int BatchMessages = 64;
    private const int BatchBytes = 1024 * 1024;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<Received> _arrived = new();
    private readonly RabbitMqBroker _broker;
    private readonly RabbitMqTransport _transport;
    private readonly QueuedEvents _events;
    private readonly IStoreInfo _store;
    private readonly Link _link;
    private readonly FaultedEvents _faulted;
    private List<Told> _verdicts = [];
    private bool _isStoreAway;
    private TimeSpan _pause = FirstPause;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    public EventConsumerStep(RabbitMqBroker broker, RabbitMqTransport transport, QueuedEvents events, IStoreInfo store)
    {
        _broker = broker;
        _transport = transport;
        _events = events;
        _store = store;
        _faulted = new FaultedEvents(broker.Clock);
        _link = new Link(broker, LinkName, broker.Names.EventQueue, message =>
        {
            _arrived.Enqueue(message);
            _link!.Bell.Ring();
        });
    }

    public string Name => "rabbitmq:events";

    public Signal Wake => _link.Bell;

    /// <summary>Whether events can arrive at this moment.</summary>
    public bool IsUp => _link.IsUp;

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        if (_broker.Clock.GetUtcNow() < _notBefore)
        {
            return _notBefore;
        }

        if (_isStoreAway && !await IsStoreBackAsync(ct))
        {
            return Later();
        }

        var lookAt = await _link.KeepAsync(Careful, ct);
        if (!await AnswerAsync(ct))
        {
            return Later();
        }

        var batch = Take();
        if (batch.Count == 0)
        {
            return _faulted.NextAt is { } again && again < lookAt ? again : lookAt;
        }

        if (!await AcceptAsync(batch, ct) || !await AnswerAsync(ct))
        {
            return Later();
        }

        _pause = FirstPause;
        if (batch.TrueForAll(message => message.Returns < Suspicious))
        {
            await _link.WidenAsync((ushort)_broker.Options.EventPrefetch, ct);
        }

        return _broker.Clock.GetUtcNow();
    }

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private List<Received> Take()
    {
        var batch = _faulted.Due();
        if (batch.Count > 0)
        {
            return batch;
        }

        for (var bytes = 0; batch.Count < BatchMessages && bytes < BatchBytes && _arrived.TryDequeue(out var message);)
        {
            // What a lost connection brought comes again on the next one.
            if (message.Subscription.IsAlive)
            {
                batch.Add(message);
                bytes += message.Body.Length;
            }
        }

        return batch;
    }

    /// <returns>False when the store is away.</returns>
    private async Task<bool> AcceptAsync(List<Received> batch, CancellationToken ct)
    {
        try
        {
            var messages = batch.ConvertAll(message => AmqpEvent.Of(message.Properties, message.Body));
            var verdicts = await _events.AcceptAsync(messages, Sender, ct);
            _verdicts.AddRange(batch.Select((message, i) => new Told(message, verdicts[i])));
            return true;
        }
        catch (StoreUnavailableException away)
        {
            _broker.Logger.StoreAway(away.Message);
            _isStoreAway = true;

            // Held here for long they would only run into the broker's own patience with consumers.
            await _link.CloseAsync();
            _arrived.Clear();
            return false;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A message that the hub stumbles over must not stop the others.
        catch (Exception) when (batch.Count > 1)
#pragma warning restore CA1031
        {
            foreach (var message in batch)
            {
                if (!await AcceptAsync([message], ct))
                {
                    return false;
                }
            }

            return true;
        }
#pragma warning disable CA1031
        catch (Exception bug)
#pragma warning restore CA1031
        {
            var tries = _faulted.Add(batch[0]);
            _broker.Logger.EventFaulted(bug, batch[0].Properties.MessageId, tries);
            if (tries >= FaultedEvents.MaxTries)
            {
                _faulted.Forget(batch[0]);
                await ParkAsync(batch[0], "hub-fault", ct);
            }

            return true;
        }
    }

    /// <returns>False when some verdicts are still unconfirmed.</returns>
    private async Task<bool> AnswerAsync(CancellationToken ct)
    {
        var verdicts = _verdicts.FindAll(verdict => verdict.Message.Subscription.IsAlive);
        _verdicts = [];
        var failures = await Task.WhenAll(verdicts.ConvertAll(verdict => TellAsync(verdict, ct)));
        string? reason = null;
        for (var i = 0; i < failures.Length; i++)
        {
            if (failures[i] is { } failure)
            {
                reason = failure;
                _verdicts.Add(verdicts[i]);
                continue;
            }

            _faulted.Forget(verdicts[i].Message);
            if (verdicts[i].Verdict.Unreadable is { } unreadable)
            {
                await ParkAsync(verdicts[i].Message, unreadable, ct);
            }
            else
            {
                verdicts[i].Message.Acknowledge();
            }
        }

        if (reason is not null)
        {
            _broker.Logger.NotAnswered(_verdicts.Count, reason);
        }

        return reason is null;
    }

    /// <returns>Null when the sender's verdict is confirmed; else why not.</returns>
    private async Task<string?> TellAsync(Told verdict, CancellationToken ct)
    {
        try
        {
            return await _transport.AnswerAsync(verdict, ct) ? null : "not confirmed";
        }
        catch (TransportUnavailableException away)
        {
            return away.Message;
        }
    }

    private Task ParkAsync(Received message, string reason, CancellationToken ct) =>
        Parking.MoveAsync(_broker, _transport, message, _broker.Names.EventQueue, reason, ct);

    private async Task<bool> IsStoreBackAsync(CancellationToken ct)
    {
        try
        {
            await _store.CheckWritableAsync(ct);
            _isStoreAway = false;
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private DateTimeOffset Later()
    {
        _notBefore = _broker.Clock.GetUtcNow() + _pause;
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        return _notBefore;
    }
}
