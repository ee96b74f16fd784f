using System.Globalization;

namespace Hub.Sandbox.Postal;

/// <summary>What has been told, dialect by dialect in the order of telling. Used under the gate of the store.</summary>
internal sealed class TrackingFeed
{
    private readonly Dictionary<PostDialect, List<TrackingEvent>> _events = PostDialects.All.ToDictionary(dialect => dialect, _ => new List<TrackingEvent>());
    private readonly Dictionary<long, List<TrackingEvent>> _histories = [];
    private long _lastSecond;
    private long _sequence;

    /// <summary>Makes an id greater than all before: eight hex digits of the second, sixteen of a count.</summary>
    public string NextId(DateTimeOffset now)
    {
        _lastSecond = Math.Max(_lastSecond, now.ToUnixTimeSeconds());
        return string.Create(CultureInfo.InvariantCulture, $"{_lastSecond:x8}{++_sequence:x16}");
    }

    public void Add(PostDialect dialect, TrackingEvent told)
    {
        _lastSecond = Math.Max(_lastSecond, long.Parse(told.Id.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        _sequence = Math.Max(_sequence, long.Parse(told.Id.AsSpan(8), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        _events[dialect].Add(told);
        if (!_histories.TryGetValue(told.Seq, out var history))
        {
            _histories[told.Seq] = history = [];
        }

        history.Add(told);
    }

    /// <summary>What was told of one consignment, in the order of telling.</summary>
    public IReadOnlyList<TrackingEvent> HistoryOf(long seq) => _histories.TryGetValue(seq, out var history) ? history : [];

    /// <summary>Events behind a cursor, oldest first, and how many there are in all.</summary>
    /// <param name="back">How many events before the cursor are given again.</param>
    public (IReadOnlyList<TrackingEvent> Page, int Left) After(PostDialect dialect, string lastId, int size, int back)
    {
        var events = _events[dialect];
        var (low, high) = (0, events.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(events[middle].Id, lastId) > 0 ? (low, middle) : (middle + 1, high);
        }

        var from = Math.Max(0, low - back);
        return (events.GetRange(from, Math.Min(size, events.Count - from)), events.Count - from);
    }

    public void Clear()
    {
        _histories.Clear();
        foreach (var events in _events.Values)
        {
            events.Clear();
        }
    }
}
