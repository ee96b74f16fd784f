namespace Hub.Sandbox.ServiceBus;

/// <summary>The message ids of a queue's recent past.</summary>
internal sealed class DuplicateWindow(TimeSpan length, int max)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset At, string Id)> _order = new();

    public int Count => _ids.Count;

    /// <summary>False when the id was seen inside the window; a repeat does not prolong it.</summary>
    public bool TryRemember(string id, DateTimeOffset now)
    {
        while (_order.TryPeek(out var oldest) && (oldest.At <= now - length || _order.Count >= max))
        {
            _ids.Remove(oldest.Id);
            _order.Dequeue();
        }

        if (!_ids.Add(id))
        {
            return false;
        }

        _order.Enqueue((now, id));
        return true;
    }
}
