using System.Globalization;
using Hub.Sandbox.State;

namespace Hub.Sandbox.ServiceBus;

/// <summary>One queue with its dead letters, for many callers at once.</summary>
internal sealed class BusQueue
{
    private readonly Lock _gate = new();
    private readonly TwinClock _clock;
    private readonly Effects _effects;
    private readonly Bell _bell;
    private readonly MessageBook _book;
    private int _waiting;
    private bool _isClosed;

    public BusQueue(ServiceBusQueueOptions settings, TwinClock clock, BusIds ids, Effects effects)
    {
        (Settings, _clock, _effects) = (settings, clock, effects);
        _bell = new Bell(clock);
        _book = new MessageBook(settings, ids, effects, _bell);
    }

    public ServiceBusQueueOptions Settings { get; }

    /// <summary>Takes all messages or none; those whose id was seen in the window are dropped in silence.</summary>
    public SendVerdict Send(IReadOnlyList<BusMessage> messages)
    {
        lock (_gate)
        {
            var now = Now();
            if (_book.Bytes + messages.Sum(message => message.Size) > Settings.MaxBytes)
            {
                return SendVerdict.QuotaExceeded;
            }

            foreach (var message in messages)
            {
                _book.Take(message, now);
            }

            _bell.Ring();
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
                Task rung;
                DateTimeOffset now, next;
                lock (_gate)
                {
                    now = Now();
                    if (_book.Next(dead, destructive, now) is { } message)
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

                    (rung, next) = (_bell.Rung, _book.Soonest(deadline.Value));
                }

                await _bell.WaitAsync(rung, next, now, ct);
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

    public bool Complete(bool dead, string id, Guid token) => Settle(dead, id, token, BusEffects.Completed, (shelf, message, _) => _book.Complete(shelf, message));

    public bool Abandon(bool dead, string id, Guid token) => Settle(dead, id, token, BusEffects.Abandoned, (shelf, message, _) => _book.Abandon(shelf, message));

    public bool Renew(bool dead, string id, Guid token) =>
        Settle(dead, id, token, BusEffects.Renewed, (shelf, message, now) => shelf.Prolong(message, now + Settings.LockDuration));

    /// <summary>Lets whoever waits look again, because the clock was pushed.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _bell.Ring();
        }
    }

    /// <summary>Ends every long poll: the queue is gone.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _bell.Ring();
        }
    }

    public QueueView View()
    {
        lock (_gate)
        {
            _book.Expire(Now());
            return _book.View(_waiting);
        }
    }

    public IReadOnlyList<MessageView> List(bool dead, int limit)
    {
        lock (_gate)
        {
            _book.Expire(Now());
            return [.. _book.List(dead).Take(limit)];
        }
    }

    private DateTimeOffset Now()
    {
        var now = _clock.GetUtcNow();
        _book.Pass(now);
        return now;
    }

    private bool Settle(bool dead, string id, Guid token, string effect, Action<Shelf, BusMessage, DateTimeOffset> act)
    {
        lock (_gate)
        {
            var now = Now();
            var shelf = _book.ShelfOf(dead);
            if (shelf.Locker(token) is not { } message || (message.MessageId != id && message.Sequence.ToString(CultureInfo.InvariantCulture) != id))
            {
                _effects.Count(BusEffects.LockLost);
                return false;
            }

            _effects.Count(effect);
            act(shelf, message, now);
            return true;
        }
    }
}
