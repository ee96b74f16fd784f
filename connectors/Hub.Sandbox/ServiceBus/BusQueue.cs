using Hub.Sandbox.Twins;

namespace Hub.Sandbox.ServiceBus;

/// <summary>One queue with its dead letters, for many callers at once. It knows nothing of how they call.</summary>
internal sealed class BusQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TwinClock _clock;
    private readonly Effects _effects;
    private readonly QueueStore _store;
    private readonly ITimer _timer;
    private DateTimeOffset _timerAt = DateTimeOffset.MaxValue;

    public BusQueue(ServiceBusQueueOptions settings, TwinClock clock, BusIds ids, Effects effects)
    {
        (Settings, _clock, _effects) = (settings, clock, effects);
        _store = new QueueStore(settings, ids, effects);
        _timer = clock.CreateTimer(static queue => ((BusQueue)queue!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>There may be something to take. Raised outside the gate, on whatever thread brought it about.</summary>
    public event Action? Changed;

    public ServiceBusQueueOptions Settings { get; }

    /// <summary>The queue is gone from the namespace.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Takes all messages or none; those whose id was seen in the window are dropped in silence.</summary>
    /// <returns>The numbers of what was taken, 0 for what was dropped; null when the queue is full.</returns>
    public IReadOnlyList<long>? Send(IReadOnlyList<BusContent> messages) => Do(now =>
        _store.Bytes + messages.Sum(message => message.Size) > Settings.MaxBytes ? null : messages.Select(message => _store.Take(message, now)).ToList());

    /// <summary>False when one of them is not scheduled any more; the others are cancelled all the same.</summary>
    public bool Cancel(IReadOnlyList<long> sequences) => Do(_ => sequences.Count(_store.Cancel) == sequences.Count);

    /// <summary>The next message, locked; null when there is none.</summary>
    /// <param name="session">Whose messages; null for a queue without sessions and for dead letters.</param>
    /// <param name="destructive">Received and deleted at once, without a lock.</param>
    public BusMessage? Next(bool dead, BusSession? session, bool destructive) => Do(now => _store.Next(dead, session, destructive, now));

    /// <summary>Messages that were put aside, by their numbers; null when one of them is not there.</summary>
    public IReadOnlyList<BusMessage>? NextDeferred(IReadOnlyList<long> sequences, bool dead, string? session, bool destructive) =>
        Do(now => _store.NextDeferred(sequences, dead, session, destructive, now));

    public IReadOnlyList<BusMessage> Peek(bool dead, long from, int count, string? session) => Do(_ => _store.Peek(dead, from, count, session));

    public bool Complete(Guid token) => Settle(token, BusEffects.Completed, _store.Drop);

    public bool Abandon(Guid token, IReadOnlyDictionary<string, object?> changes) => Settle(token, BusEffects.Abandoned, message =>
    {
        message.Modify(changes);
        _store.Return(message);
    });

    public bool Defer(Guid token, IReadOnlyDictionary<string, object?> changes) => Settle(token, BusEffects.Deferred, message =>
    {
        message.Modify(changes);
        message.IsDeferred = true;
        _store.Return(message);
    });

    public bool Bury(Guid token, string? reason, string? description, IReadOnlyDictionary<string, object?> changes) => Settle(token, BusEffects.Rejected, message =>
    {
        message.Modify(changes);
        _store.Bury(message, reason, description);
    });

    /// <returns>The lock's new end; null when it is lost.</returns>
    public DateTimeOffset? Renew(Guid token) => Do(now => Held(token, BusEffects.Renewed) is { } message ? _store.Prolong(message, now) : (DateTimeOffset?)null);

    /// <summary>Locks a session, or the next that has something and is free.</summary>
    /// <returns>Null when it is another's, or none is free.</returns>
    public BusSession? Accept(string? id, object owner) => Do(now => _store.Accept(id, owner, now));

    /// <returns>The lock's new end; null when it is not this owner's any more.</returns>
    public DateTimeOffset? RenewSession(string id, object? owner) => Do(now => _store.RenewSession(id, owner, now));

    public void Release(BusSession session, object owner) => Do(_ => _store.Release(session, owner));

    /// <summary>What receivers of a session noted; null for nothing.</summary>
    public byte[]? Note(string session) => Do(_ => _store.Session(session).Note);

    public void Note(string session, byte[]? note) => Do(_ => _store.Session(session).Note = note);

    /// <summary>Lets whoever waits look again, because time has passed.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _timerAt = DateTimeOffset.MaxValue;
            _store.HasChanged = true;
        }

        Do(static _ => true);
    }

    public QueueView View() => Do(_ => _store.View());

    public IReadOnlyList<MessageView> List(bool dead, int limit) => Do(_ => (IReadOnlyList<MessageView>)[.. _store.Peek(dead, 0, limit, null).Select(MessageView.Of)]);

    public void Dispose()
    {
        IsClosed = true;
        _timer.Dispose();
        Changed?.Invoke();
    }

    private bool Settle(Guid token, string effect, Action<BusMessage> act) => Do(_ =>
    {
        if (Held(token, effect) is not { } message)
        {
            return false;
        }

        _store.Unlock(message);
        act(message);
        return true;
    });

    private BusMessage? Held(Guid token, string effect)
    {
        var message = _store.Locked(token);
        _effects.Count(message is null ? BusEffects.LockLost : effect);
        return message;
    }

    private T Do<T>(Func<DateTimeOffset, T> act)
    {
        T result;
        bool hasChanged;
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            _store.Pass(now);
            result = act(now);
            (hasChanged, _store.HasChanged) = (_store.HasChanged, false);
            Arm(now);
        }

        if (hasChanged)
        {
            Changed?.Invoke();
        }

        return result;
    }

    private void Arm(DateTimeOffset now)
    {
        var next = _store.Soonest();
        if (next < _timerAt && !IsClosed)
        {
            _timerAt = next;
            _timer.Change(next > now ? next - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
