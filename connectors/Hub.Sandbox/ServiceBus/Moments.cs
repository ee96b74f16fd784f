namespace Hub.Sandbox.ServiceBus;

/// <summary>Times at which a message or a session changes by itself. What no longer holds is passed over, so nobody has to take anything back.</summary>
internal sealed class Moments
{
    private readonly PriorityQueue<(DateTimeOffset At, BusMessage? Message, BusSession? Session), DateTimeOffset> _queue = new();

    public DateTimeOffset Soonest
    {
        get
        {
            Prune();
            return _queue.TryPeek(out _, out var at) ? at : DateTimeOffset.MaxValue;
        }
    }

    public void Add(DateTimeOffset at, BusMessage message) => _queue.Enqueue((at, message, null), at);

    public void Add(DateTimeOffset at, BusSession session) => _queue.Enqueue((at, null, session), at);

    /// <summary>One that has come; null when none has.</summary>
    public (DateTimeOffset At, BusMessage? Message, BusSession? Session)? Due(DateTimeOffset now)
    {
        Prune();
        return _queue.TryPeek(out var due, out var at) && at <= now ? _queue.Dequeue() : null;
    }

    private void Prune()
    {
        while (_queue.TryPeek(out var next, out var at) && !Holds(next.Message, next.Session, at))
        {
            _queue.Dequeue();
        }
    }

    private static bool Holds(BusMessage? message, BusSession? session, DateTimeOffset at) => message switch
    {
        null => session!.Owner is not null && session.LockedUntil == at,
        { State: BusState.Locked, Session: null } => message.LockedUntil == at,
        { State: BusState.Scheduled } => message.Content.ScheduledAt == at,
        { State: BusState.Active, IsDead: false } => message.ExpiresAt == at,
        _ => false,
    };
}
