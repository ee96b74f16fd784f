namespace Hub.Transports.RabbitMq;

/// <summary>Messages that the hub itself stumbled over: tried again after a while, a few times.</summary>
internal sealed class FaultedEvents(TimeProvider clock)
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)];
    private readonly Dictionary<Received, (int Tries, DateTimeOffset At)> _messages = new(ReferenceEqualityComparer.Instance);

    /// <summary>Failures after which a message is given up.</summary>
    public static int MaxTries => Pauses.Length + 1;

    public DateTimeOffset? NextAt => _messages.Count > 0 ? _messages.Values.Min(entry => entry.At) : null;

    /// <returns>How often it has failed now.</returns>
    public int Add(Received message)
    {
        var tries = _messages.GetValueOrDefault(message).Tries + 1;
        _messages[message] = (tries, clock.GetUtcNow() + Pauses[Math.Min(tries, Pauses.Length) - 1]);
        return tries;
    }

    public void Forget(Received message) => _messages.Remove(message);

    /// <summary>One that is due; alone, for it may fail again.</summary>
    public List<Received> Due()
    {
        foreach (var lost in _messages.Keys.Where(message => !message.Subscription.IsAlive).ToList())
        {
            _messages.Remove(lost);
        }

        var now = clock.GetUtcNow();
        return [.. _messages.Where(entry => entry.Value.At <= now).OrderBy(entry => entry.Value.At).Take(1).Select(entry => entry.Key)];
    }
}
