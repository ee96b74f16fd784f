using System.Diagnostics.CodeAnalysis;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.ServiceBus;

/// <summary>What a queue holds, and what time does to it: locks end, scheduled messages become due, old ones expire. Used by whoever holds the queue's gate.</summary>
internal sealed class QueueStore(ServiceBusQueueOptions settings, BusIds ids, Effects effects)
{
    private readonly SortedDictionary<long, BusMessage> _all = [];
    private readonly SortedDictionary<long, BusMessage> _allDead = [];
    private readonly SortedDictionary<long, BusMessage> _ready = [];
    private readonly SortedDictionary<long, BusMessage> _dead = [];
    private readonly Dictionary<Guid, BusMessage> _locked = [];
    private readonly Dictionary<string, BusSession> _sessions = new(StringComparer.Ordinal);
    private readonly Moments _moments = new();
    private readonly DuplicateWindow? _seen = settings.DuplicateWindow is { } window ? new DuplicateWindow(window, settings.MaxRememberedIds) : null;
    private long _lastSequence;

    public long Bytes { get; private set; }

    /// <summary>Something may be there to take that was not before.</summary>
    public bool HasChanged { get; set; }

    /// <summary>When something changes by itself.</summary>
    public DateTimeOffset Soonest() => _moments.Soonest;

    public void Pass(DateTimeOffset now)
    {
        while (_moments.Due(now) is { } due)
        {
            if (due.Session is { } session)
            {
                Release(session, session.Owner);
            }
            else if (due.Message is { State: BusState.Locked } locked)
            {
                effects.Count(BusEffects.LockExpired);
                Unlock(locked);
                Return(locked);
            }
            else if (due.Message is { State: BusState.Scheduled } scheduled)
            {
                _all.Remove(scheduled.Sequence);
                Enqueue(scheduled, due.At, ++_lastSequence);
            }
            else if (due.Message is { State: BusState.Active } old)
            {
                Expire(old);
            }
        }
    }

    /// <returns>Its number; 0 when it was dropped in silence because its id was seen in the window.</returns>
    public long Take(BusContent content, DateTimeOffset now)
    {
        content = content.MessageId.Length > 0 ? content : content with { MessageId = ids.Next("message").ToString("N") };
        if (_seen?.TryRemember(content.MessageId, now) is false)
        {
            effects.Count(BusEffects.DuplicateDropped);
            return 0;
        }

        effects.Count(BusEffects.Sent);
        Bytes += content.Size;
        var message = new BusMessage(content);
        var sequence = ++_lastSequence;
        if (content.ScheduledAt is { } at && at > now)
        {
            (message.Sequence, message.State, message.EnqueuedAt) = (sequence, BusState.Scheduled, at);
            _all.Add(sequence, message);
            _moments.Add(at, message);
            return sequence;
        }

        Enqueue(message, now, sequence);
        return sequence;
    }

    public bool Cancel(long sequence)
    {
        if (!_all.TryGetValue(sequence, out var message) || message.State is not BusState.Scheduled)
        {
            return false;
        }

        effects.Count(BusEffects.Cancelled);
        Drop(message);
        return true;
    }

    public BusMessage? Next(bool dead, BusSession? session, bool destructive, DateTimeOffset now)
    {
        var line = dead ? _dead : session?.Ready ?? _ready;
        while (TryFirst(line, out var message))
        {
            if (!dead && message.ExpiresAt <= now)
            {
                Expire(message);
                continue;
            }

            Lock(message, dead ? null : session, destructive, now);
            return message;
        }

        return null;
    }

    public List<BusMessage>? NextDeferred(IReadOnlyList<long> sequences, bool dead, string? session, bool destructive, DateTimeOffset now)
    {
        var found = sequences.Select(sequence => (dead ? _allDead : _all).GetValueOrDefault(sequence)).ToList();
        if (found.Exists(message => message?.State is not BusState.Deferred || message.Content.SessionId != (session ?? message.Content.SessionId)))
        {
            return null;
        }

        foreach (var message in found)
        {
            Lock(message!, session is null || dead ? null : Session(session), destructive, now);
        }

        return found!;
    }

    public List<BusMessage> Peek(bool dead, long from, int count, string? session) =>
        [.. (dead ? _allDead : _all).Values.Where(message => message.Sequence >= from && (session is null || message.Content.SessionId == session)).Take(count)];

    public BusMessage? Locked(Guid token) => _locked.GetValueOrDefault(token);

    public void Unlock(BusMessage message) => _locked.Remove(message.LockToken);

    public DateTimeOffset Prolong(BusMessage message, DateTimeOffset now)
    {
        message.LockedUntil = now + settings.LockDuration;
        _moments.Add(message.LockedUntil, message);
        return message.LockedUntil;
    }

    /// <summary>Puts a message back where it was; one that has used up its deliveries is dead.</summary>
    public void Return(BusMessage message)
    {
        HasChanged = true;
        if (message.IsDeferred)
        {
            message.State = BusState.Deferred;
        }
        else if (!message.IsDead && message.Deliveries >= settings.MaxDeliveryCount)
        {
            Bury(message, "MaxDeliveryCountExceeded", $"Message could not be consumed after {message.Deliveries} delivery attempts.");
        }
        else
        {
            Line(message).Add(message.Sequence, message);
            message.State = BusState.Active;
            if (!message.IsDead)
            {
                _moments.Add(message.ExpiresAt, message);
            }
        }
    }

    public void Drop(BusMessage message)
    {
        (message.IsDead ? _allDead : _all).Remove(message.Sequence);
        message.State = BusState.Gone;
        Bytes -= message.Content.Size;
    }

    public void Bury(BusMessage message, string? reason, string? description)
    {
        effects.Count(BusEffects.DeadLettered);
        (message.IsDead ? _allDead : _all).Remove(message.Sequence);
        message.Die(reason, description);
        message.State = BusState.Active;
        _allDead.Add(message.Sequence, message);
        _dead.Add(message.Sequence, message);
        HasChanged = true;
    }

    public BusSession Session(string id) => _sessions.TryGetValue(id, out var session) ? session : _sessions[id] = new BusSession(id);

    public BusSession? Accept(string? id, object owner, DateTimeOffset now)
    {
        var session = id is not null ? Session(id) : _sessions.Values.Where(free => free.Owner is null && free.Ready.Count > 0).MinBy(free => free.Ready.First().Key);
        if (session is null or { Owner: not null })
        {
            return null;
        }

        session.Owner = owner;
        session.LockedUntil = now + settings.LockDuration;
        _moments.Add(session.LockedUntil, session);
        return session;
    }

    public DateTimeOffset? RenewSession(string id, object? owner, DateTimeOffset now)
    {
        if (!_sessions.TryGetValue(id, out var session) || session.Owner is null || (owner is not null && session.Owner != owner))
        {
            return null;
        }

        effects.Count(BusEffects.Renewed);
        session.LockedUntil = now + settings.LockDuration;
        _moments.Add(session.LockedUntil, session);
        return session.LockedUntil;
    }

    /// <summary>Frees a session with what its owner had not settled; nothing when it is another's by now.</summary>
    public bool Release(BusSession session, object? owner)
    {
        if (session.Owner is null || session.Owner != owner)
        {
            return false;
        }

        session.Owner = null;
        HasChanged = true;
        foreach (var message in _locked.Values.Where(message => message.Session == session).ToList())
        {
            Unlock(message);
            Return(message);
        }

        if (session is { Ready.Count: 0, Note: null })
        {
            _sessions.Remove(session.Id);
        }

        return true;
    }

    public QueueView View() => new(
        settings.Name, Count(_all, BusState.Active), Count(_all, BusState.Locked), Count(_all, BusState.Scheduled), Count(_all, BusState.Deferred), _allDead.Count, _seen?.Count ?? 0, Bytes);

    private static int Count(SortedDictionary<long, BusMessage> messages, BusState state) => messages.Values.Count(message => message.State == state);

    private static bool TryFirst(SortedDictionary<long, BusMessage> line, [NotNullWhen(true)] out BusMessage? message)
    {
        message = line.Count > 0 ? line.First().Value : null;
        return message is not null;
    }

    private SortedDictionary<long, BusMessage> Line(BusMessage message) =>
        message.IsDead ? _dead : settings.RequiresSession ? Session(message.Content.SessionId!).Ready : _ready;

    private void Enqueue(BusMessage message, DateTimeOffset at, long sequence)
    {
        var life = message.Content.TimeToLive is { } asked && asked < settings.DefaultTimeToLive ? asked : settings.DefaultTimeToLive;
        message.Sequence = sequence;
        message.EnqueuedAt = at;
        message.ExpiresAt = DateTimeOffset.MaxValue - at > life ? at + life : DateTimeOffset.MaxValue;
        _all.Add(sequence, message);
        Return(message);
    }

    private void Lock(BusMessage message, BusSession? session, bool destructive, DateTimeOffset now)
    {
        effects.Count(BusEffects.Received);
        message.Deliveries++;
        if (message.State is BusState.Active)
        {
            Line(message).Remove(message.Sequence);
        }

        message.LockToken = ids.Next("lock");
        if (destructive)
        {
            Drop(message);
            return;
        }

        (message.State, message.Session) = (BusState.Locked, session);
        message.LockedUntil = session?.LockedUntil ?? now + settings.LockDuration;
        _locked.Add(message.LockToken, message);
        if (session is null)
        {
            _moments.Add(message.LockedUntil, message);
        }
    }

    private void Expire(BusMessage message)
    {
        Line(message).Remove(message.Sequence);
        effects.Count(BusEffects.Expired);
        if (settings.DeadLetterOnExpiry)
        {
            Bury(message, "TTLExpiredException", "The message expired and was dead lettered.");
        }
        else
        {
            Drop(message);
        }
    }
}
