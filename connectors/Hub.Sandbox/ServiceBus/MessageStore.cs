using Hub.Sandbox.Twins;

namespace Hub.Sandbox.ServiceBus;

/// <summary>What a queue holds, and what time does to it: locks end, scheduled messages become due, old ones expire. Used by whoever holds the queue's gate.</summary>
internal sealed class MessageStore(ServiceBusQueueOptions settings, BusIds ids, Effects effects, QueueSignal signal)
{
    private readonly SubQueue _active = new();
    private readonly SubQueue _dead = new();
    private readonly PriorityQueue<BusMessage, (DateTimeOffset At, long Sequence)> _scheduled = new();
    private readonly DuplicateWindow? _seen = settings.DuplicateWindow is { } window ? new DuplicateWindow(window, settings.MaxRememberedIds) : null;
    private long _lastSequence;

    public long Bytes { get; private set; }

    public SubQueue SubQueueOf(bool dead) => dead ? _dead : _active;

    /// <summary>The soonest of the time given and the times at which something changes by itself.</summary>
    public DateTimeOffset Soonest(DateTimeOffset next)
    {
        next = _scheduled.TryPeek(out _, out var due) && due.At < next ? due.At : next;
        next = _active.NextLockEnd is { } end && end < next ? end : next;
        return _dead.NextLockEnd is { } deadEnd && deadEnd < next ? deadEnd : next;
    }

    public void Pass(DateTimeOffset now)
    {
        while (_scheduled.TryPeek(out var message, out var due) && due.At <= now)
        {
            _scheduled.Dequeue();
            Enqueue(message, due.At, ++_lastSequence);
        }

        foreach (var subQueue in new[] { _active, _dead })
        {
            foreach (var message in subQueue.EndLocks(now))
            {
                effects.Count(BusEffects.LockExpired);
                Return(subQueue, message);
            }
        }
    }

    /// <summary>Takes a message in, or drops it in silence when its id was seen in the window.</summary>
    public void Take(BusMessage message, DateTimeOffset now)
    {
        message.MessageId = message.MessageId.Length == 0 ? ids.Next("message").ToString("N") : message.MessageId;
        if (_seen?.TryRemember(message.MessageId, now) is false)
        {
            effects.Count(BusEffects.DuplicateDropped);
            return;
        }

        effects.Count(BusEffects.Sent);
        Bytes += message.Size;
        message.EnqueuedSequence = ++_lastSequence;
        if (message.Sent.ScheduledAt is { } at && at > now)
        {
            message.Sequence = message.EnqueuedSequence;
            _scheduled.Enqueue(message, (at, message.Sequence));
            return;
        }

        Enqueue(message, now, message.EnqueuedSequence);
    }

    /// <summary>Hands out the next message, locked or for good.</summary>
    public BusMessage? Next(bool dead, bool destructive, DateTimeOffset now)
    {
        if (dead)
        {
            Expire(now);
        }

        var subQueue = SubQueueOf(dead);
        while (subQueue.First() is { } message)
        {
            if (!dead && message.ExpiresAt <= now)
            {
                Expire(message);
                continue;
            }

            message.Deliveries++;
            effects.Count(BusEffects.Received);
            if (destructive)
            {
                subQueue.Remove(message);
                Bytes -= message.Size;
            }
            else
            {
                subQueue.Lock(message, ids.Next("lock"), now + settings.LockDuration);
            }

            return message;
        }

        return null;
    }

    public void Complete(SubQueue subQueue, BusMessage message)
    {
        subQueue.Unlock(message);
        Bytes -= message.Size;
    }

    public void Abandon(SubQueue subQueue, BusMessage message)
    {
        subQueue.Unlock(message);
        Return(subQueue, message);
        signal.Raise();
    }

    /// <summary>Removes every message whose time is over, not only those somebody comes across.</summary>
    public void Expire(DateTimeOffset now)
    {
        foreach (var message in _active.Waiting.Where(message => message.ExpiresAt <= now).ToList())
        {
            Expire(message);
        }
    }

    public QueueView View(int waiting) => new(
        settings.Name, _active.Ready, _active.Locked, _scheduled.Count, _dead.Ready + _dead.Locked, _seen?.Count ?? 0, Bytes, waiting);

    public IEnumerable<MessageView> List(bool dead)
    {
        var scheduled = dead ? [] : _scheduled.UnorderedItems.OrderBy(item => item.Priority).Select(item => MessageView.Of(item.Element, "scheduled"));
        return SubQueueOf(dead).All.Select(message => MessageView.Of(message, message.LockToken == default ? "active" : "locked")).Concat(scheduled);
    }

    private void Enqueue(BusMessage message, DateTimeOffset at, long sequence)
    {
        message.Sequence = sequence;
        message.EnqueuedAt = at;
        message.TimeToLive = message.Sent.TimeToLive is { } asked && asked < settings.DefaultTimeToLive ? asked : settings.DefaultTimeToLive;
        message.ExpiresAt = DateTimeOffset.MaxValue - at > message.TimeToLive ? at + message.TimeToLive : DateTimeOffset.MaxValue;
        _active.Add(message);
    }

    private void Return(SubQueue subQueue, BusMessage message)
    {
        message.LockToken = default;
        if (subQueue == _active && message.Deliveries >= settings.MaxDeliveryCount)
        {
            Bury(message, "MaxDeliveryCountExceeded", $"Message could not be consumed after {message.Deliveries} delivery attempts.");
            return;
        }

        subQueue.Add(message);
    }

    private void Expire(BusMessage message)
    {
        _active.Remove(message);
        effects.Count(BusEffects.Expired);
        if (settings.DeadLetterOnExpiry)
        {
            Bury(message, "TTLExpiredException", "The message expired and was dead lettered.");
        }
        else
        {
            Bytes -= message.Size;
        }
    }

    private void Bury(BusMessage message, string reason, string description)
    {
        message.Die(reason, description);
        effects.Count(BusEffects.DeadLettered);
        _dead.Add(message);
        signal.Raise();
    }
}
