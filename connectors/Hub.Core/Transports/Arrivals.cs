using System.Collections.Concurrent;
using Hub.Core.Outbox;
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

/// <summary>The arrivals of every lane.</summary>
public sealed class LaneArrivals(LaneSignals signals)
{
    private readonly ConcurrentDictionary<string, Arrivals> _lanes = new(StringComparer.Ordinal);

    public Arrivals Of(string lane) => _lanes.GetOrAdd(lane, static (name, bells) => new Arrivals(bells.Of(name)), signals);
}

/// <summary>A notice that a broker brought.</summary>
/// <param name="Acknowledge">The broker may forget it: its work is in the store. Must come back at once, waiting for no network.</param>
/// <param name="GiveBack">The broker must bring it again, here or elsewhere. Must come back at once, waiting for no network.</param>
public sealed record Arrival(Notice Notice, Func<ValueTask> Acknowledge, Func<ValueTask> GiveBack);
