using System.Globalization;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.ServiceBus;

/// <summary>One queue with its dead letters, for many callers at once.</summary>
internal sealed class BusQueue
{
    private readonly Lock _gate = new();
    private readonly TwinClock _clock;
    private readonly Effects _effects;
    private readonly QueueSignal _signal;
    private readonly MessageStore _store;
    private int _waiting;
    private bool _isClosed;

    public BusQueue(ServiceBusQueueOptions settings, TwinClock clock, BusIds ids, Effects effects)
    {
        (Settings, _clock, _effects) = (settings, clock, effects);
        _signal = new QueueSignal(clock);
        _store = new MessageStore(settings, ids, effects, _signal);
    }

    public ServiceBusQueueOptions Settings { get; }

    /// <summary>Takes all messages or none; those whose id was seen in the window are dropped in silence.</summary>
    public SendVerdict Send(IReadOnlyList<BusMessage> messages)
    {
        lock (_gate)
        {
            var now = Now();
            if (_store.Bytes + messages.Sum(message => message.Size) > Settings.MaxBytes)
            {
                return SendVerdict.QuotaExceeded;
            }

            foreach (var message in messages)
            {
                _store.Take(message, now);
            }

            _signal.Raise();
            return SendVerdict.Taken;
        }
    }

    /// <summary>The next message, waiting for one up to <paramref name="timeout"/>; null when there is none.</summary>
    /// <param name="destructive">Received and deleted at once, without a lock.</param>
    public async Task<BusMessage?> ReceiveAsync(bool dead, bool destructive, TimeSpan timeout, CancellationToken ct)
    {
        DateTimeOffset? deadline = null;
        try
        {
            while (true)
            {
                Task raised;
                DateTimeOffset now, next;
                lock (_gate)
                {
                    now = Now();
                    if (_store.Next(dead, destructive, now) is { } message)
                    {
                        return message;
                    }

                    if (deadline is null)
                    {
                        deadline = now + timeout;
                        _waiting++;
                    }

                    if (now >= deadline || _isClosed)
                    {
                        return null;
                    }

                    (raised, next) = (_signal.Raised, _store.Soonest(deadline.Value));
                }

                await _signal.WaitAsync(raised, next, now, ct);
            }
        }
        finally
        {
            if (deadline is not null)
            {
                lock (_gate)
                {
                    _waiting--;
                }
            }
        }
    }

    public bool Complete(bool dead, string id, Guid token) => Settle(dead, id, token, BusEffects.Completed, (subQueue, message, _) => _store.Complete(subQueue, message));

    public bool Abandon(bool dead, string id, Guid token) => Settle(dead, id, token, BusEffects.Abandoned, (subQueue, message, _) => _store.Abandon(subQueue, message));

    public bool Renew(bool dead, string id, Guid token) =>
        Settle(dead, id, token, BusEffects.Renewed, (subQueue, message, now) => subQueue.Prolong(message, now + Settings.LockDuration));

    /// <summary>Lets whoever waits look again, because the clock was pushed.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _signal.Raise();
        }
    }

    /// <summary>Ends every long poll: the queue is gone.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _signal.Raise();
        }
    }

    public QueueView View()
    {
        lock (_gate)
        {
            _store.Expire(Now());
            return _store.View(_waiting);
        }
    }

    public IReadOnlyList<MessageView> List(bool dead, int limit)
    {
        lock (_gate)
        {
            _store.Expire(Now());
            return [.. _store.List(dead).Take(limit)];
        }
    }

    private DateTimeOffset Now()
    {
        var now = _clock.GetUtcNow();
        _store.Pass(now);
        return now;
    }

    private bool Settle(bool dead, string id, Guid token, string effect, Action<SubQueue, BusMessage, DateTimeOffset> act)
    {
        lock (_gate)
        {
            var now = Now();
            var subQueue = _store.SubQueueOf(dead);
            if (subQueue.Locker(token) is not { } message || (message.MessageId != id && message.Sequence.ToString(CultureInfo.InvariantCulture) != id))
            {
                _effects.Count(BusEffects.LockLost);
                return false;
            }

            _effects.Count(effect);
            act(subQueue, message, now);
            return true;
        }
    }
}

internal enum SendVerdict
{
    Taken,
    QuotaExceeded,
}
