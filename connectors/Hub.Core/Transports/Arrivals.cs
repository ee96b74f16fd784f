using System.Collections.Concurrent;
using Hub.Core.Steps;

namespace Hub.Core.Transports;

/// <summary>What a broker has brought for one lane and the lane has not looked at yet. The broker's prefetch bounds it.</summary>
public sealed class Arrivals(Signal bell)
{
    private readonly ConcurrentQueue<Arrival> _waiting = new();

    public int Count => _waiting.Count;

    public void Add(Arrival arrival)
    {
        _waiting.Enqueue(arrival);
        bell.Ring();
    }

    internal List<Arrival> Take(int max)
    {
        var taken = new List<Arrival>(Math.Min(max, _waiting.Count));
        while (taken.Count < max && _waiting.TryDequeue(out var arrival))
        {
            taken.Add(arrival);
        }

        return taken;
    }

    // No bell: whoever puts back has just failed and comes again by himself.
    internal void PutBack(IEnumerable<Arrival> arrivals)
    {
        foreach (var arrival in arrivals)
        {
            _waiting.Enqueue(arrival);
        }
    }
}
