namespace Hub.Sandbox.ServiceBus;

/// <summary>Messages that wait in order of their sequence numbers, and those that a receiver has locked.</summary>
internal sealed class SubQueue
{
    private readonly SortedDictionary<long, BusMessage> _ready = [];
    private readonly Dictionary<Guid, BusMessage> _locked = [];
    private readonly PriorityQueue<Guid, DateTimeOffset> _lockEnds = new();

    public int Ready => _ready.Count;

    public int Locked => _locked.Count;

    public DateTimeOffset? NextLockEnd => _lockEnds.TryPeek(out _, out var end) ? end : null;

    public IEnumerable<BusMessage> All => _ready.Values.Concat(_locked.Values).OrderBy(message => message.Sequence);

    public IEnumerable<BusMessage> Waiting => _ready.Values;

    public void Add(BusMessage message) => _ready.Add(message.Sequence, message);

    public BusMessage? First() => _ready.Count == 0 ? null : _ready.First().Value;

    public void Remove(BusMessage message) => _ready.Remove(message.Sequence);

    public void Lock(BusMessage message, Guid token, DateTimeOffset until)
    {
        _ready.Remove(message.Sequence);
        message.LockToken = token;
        message.LockedUntil = until;
        _locked.Add(token, message);
        _lockEnds.Enqueue(token, until);
    }

    public BusMessage? Locker(Guid token) => _locked.GetValueOrDefault(token);

    public void Prolong(BusMessage message, DateTimeOffset until)
    {
        message.LockedUntil = until;
        _lockEnds.Enqueue(message.LockToken, until);
    }

    public void Unlock(BusMessage message) => _locked.Remove(message.LockToken);

    /// <summary>Takes the locks away that have ended.</summary>
    public IEnumerable<BusMessage> EndLocks(DateTimeOffset now)
    {
        while (_lockEnds.TryPeek(out var token, out var end) && end <= now)
        {
            _lockEnds.Dequeue();
            if (_locked.TryGetValue(token, out var message) && message.LockedUntil <= now)
            {
                _locked.Remove(token);
                yield return message;
            }
        }
    }
}
