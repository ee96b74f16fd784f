using System.Globalization;
using Hub.Sandbox.State;

namespace Hub.Sandbox.ServiceBus;

/// <summary>One queue with its dead letters. Time passes when somebody asks: locks end, scheduled messages become due, old ones expire.</summary>
internal sealed class BusQueue(ServiceBusQueueOptions settings, TwinClock clock, BusIds ids, Effects effects)
{
    private readonly Lock _gate = new();
    private readonly Shelf _active = new();
    private readonly Shelf _dead = new();
    private readonly PriorityQueue<BusMessage, (DateTimeOffset At, long Sequence)> _scheduled = new();
    private readonly DuplicateWindow? _seen = settings.DuplicateWindow is { } window ? new DuplicateWindow(window, settings.MaxRememberedIds) : null;
    private TaskCompletionSource _bell = NewBell();
    private long _bytes;
    private long _lastSequence;
    private int _waiting;
    private bool _isClosed;

    public ServiceBusQueueOptions Settings => settings;

    /// <summary>Takes all messages or none; those whose id was seen in the window are dropped in silence.</summary>
    public SendVerdict Send(IReadOnlyList<BusMessage> messages)
    {
        lock (_gate)
        {
            var now = Now();
            if (_bytes + messages.Sum(message => message.Size) > settings.MaxBytes)
            {
                return SendVerdict.QuotaExceeded;
            }

            foreach (var message in messages)
            {
                Take(message, now);
            }

            Ring();
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
                Task bell;
                DateTimeOffset now, next;
                lock (_gate)
                {
                    now = Now();
                    if (Next(dead, destructive, now) is { } message)
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

                    bell = _bell.Task;
                    next = Soonest(deadline.Value);
                }

                await WaitAsync(bell, next, now, ct);
            }
        }
        finally
        {
            if (deadline is not null)
            {
                Interlocked.Decrement(ref _waiting);
            }
        }
    }

    public bool Complete(bool dead, string id, Guid token) => Settle(dead, id, token, BusEffects.Completed, (shelf, message, _) =>
    {
        shelf.Unlock(message);
        _bytes -= message.Size;
    });

    public bool Abandon(bool dead, string id, Guid token) => Settle(dead, id, token, BusEffects.Abandoned, (shelf, message, _) =>
    {
        shelf.Unlock(message);
        Return(shelf, message);
        Ring();
    });

    public bool Renew(bool dead, string id, Guid token) => Settle(dead, id, token, BusEffects.Renewed, (shelf, message, now) => shelf.Prolong(message, now + settings.LockDuration));

    /// <summary>Lets whoever waits look again, because the clock was pushed.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            Ring();
        }
    }

    /// <summary>Ends every long poll: the queue is gone.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Ring();
        }
    }

    public QueueView View()
    {
        lock (_gate)
        {
            var now = Now();
            Expire(now);
            return new QueueView(
                settings.Name, _active.Ready, _active.Locked, _scheduled.Count, _dead.Ready + _dead.Locked, _seen?.Count ?? 0, _bytes, Volatile.Read(ref _waiting));
        }
    }

    public IReadOnlyList<MessageView> List(bool dead, int limit)
    {
        lock (_gate)
        {
            var now = Now();
            Expire(now);
            var scheduled = dead ? [] : _scheduled.UnorderedItems.OrderBy(item => item.Priority).Select(item => MessageView.Of(item.Element, "scheduled"));
            return [.. (dead ? _dead : _active).All.Select(message => MessageView.Of(message, message.LockToken == default ? "active" : "locked")).Concat(scheduled).Take(limit)];
        }
    }

    private void Take(BusMessage message, DateTimeOffset now)
    {
        message.MessageId = message.MessageId.Length == 0 ? ids.Next("message").ToString("N") : message.MessageId;
        if (_seen?.TryRemember(message.MessageId, now) is false)
        {
            effects.Count(BusEffects.DuplicateDropped);
            return;
        }

        effects.Count(BusEffects.Sent);
        _bytes += message.Size;
        message.EnqueuedSequence = ++_lastSequence;
        if (message.Sent.ScheduledAt is { } at && at > now)
        {
            message.Sequence = message.EnqueuedSequence;
            _scheduled.Enqueue(message, (at, message.Sequence));
            return;
        }

        Enqueue(message, now, message.EnqueuedSequence);
    }

    private void Enqueue(BusMessage message, DateTimeOffset at, long sequence)
    {
        message.Sequence = sequence;
        message.EnqueuedAt = at;
        message.TimeToLive = message.Sent.TimeToLive is { } asked && asked < settings.DefaultTimeToLive ? asked : settings.DefaultTimeToLive;
        message.ExpiresAt = DateTimeOffset.MaxValue - at > message.TimeToLive ? at + message.TimeToLive : DateTimeOffset.MaxValue;
        _active.Add(message);
    }

    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        while (_scheduled.TryPeek(out var message, out var due) && due.At <= now)
        {
            _scheduled.Dequeue();
            Enqueue(message, due.At, ++_lastSequence);
        }

        foreach (var message in _active.EndLocks(now))
        {
            effects.Count(BusEffects.LockExpired);
            Return(_active, message);
        }

        foreach (var message in _dead.EndLocks(now))
        {
            effects.Count(BusEffects.LockExpired);
            Return(_dead, message);
        }

        return now;
    }

    private BusMessage? Next(bool dead, bool destructive, DateTimeOffset now)
    {
        if (dead)
        {
            Expire(now);
        }

        var shelf = dead ? _dead : _active;
        while (shelf.First() is { } message)
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
                shelf.Remove(message);
                _bytes -= message.Size;
            }
            else
            {
                shelf.Lock(message, ids.Next("lock"), now + settings.LockDuration);
            }

            return message;
        }

        return null;
    }

    private void Return(Shelf shelf, BusMessage message)
    {
        message.LockToken = default;
        if (shelf == _active && message.Deliveries >= settings.MaxDeliveryCount)
        {
            Bury(message, "MaxDeliveryCountExceeded", $"Message could not be consumed after {message.Deliveries} delivery attempts.");
            return;
        }

        shelf.Add(message);
    }

    private void Expire(DateTimeOffset now)
    {
        foreach (var message in _active.Waiting.Where(message => message.ExpiresAt <= now).ToList())
        {
            Expire(message);
        }
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
            _bytes -= message.Size;
        }
    }

    private void Bury(BusMessage message, string reason, string description)
    {
        message.Die(reason, description);
        effects.Count(BusEffects.DeadLettered);
        _dead.Add(message);
        Ring();
    }

    private bool Settle(bool dead, string id, Guid token, string effect, Action<Shelf, BusMessage, DateTimeOffset> act)
    {
        lock (_gate)
        {
            var now = Now();
            var shelf = dead ? _dead : _active;
            if (shelf.Locker(token) is not { } message || (message.MessageId != id && message.Sequence.ToString(CultureInfo.InvariantCulture) != id))
            {
                effects.Count(BusEffects.LockLost);
                return false;
            }

            effects.Count(effect);
            act(shelf, message, now);
            return true;
        }
    }

    private DateTimeOffset Soonest(DateTimeOffset next)
    {
        next = _scheduled.TryPeek(out _, out var due) && due.At < next ? due.At : next;
        next = _active.NextLockEnd is { } end && end < next ? end : next;
        return _dead.NextLockEnd is { } deadEnd && deadEnd < next ? deadEnd : next;
    }

    private async Task WaitAsync(Task bell, DateTimeOffset until, DateTimeOffset now, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var wait = bell.WaitAsync(until - now, clock, over.Token);

        // The clock may have moved between the look and the timer, which then stands too far ahead.
        if (clock.GetUtcNow() >= until)
        {
            await over.CancelAsync();
        }

        try
        {
            await wait;
        }
        catch (TimeoutException)
        {
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }

    private void Ring()
    {
        _bell.TrySetResult();
        _bell = NewBell();
    }

    private static TaskCompletionSource NewBell() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
