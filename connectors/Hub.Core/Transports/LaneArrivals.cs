using System.Collections.Concurrent;
using Hub.Core.Steps;

namespace Hub.Core.Transports;

/// <summary>The arrivals of every lane.</summary>
public sealed class LaneArrivals(LaneSignals signals)
{
    private readonly ConcurrentDictionary<string, Arrivals> _lanes = new(StringComparer.Ordinal);

    public Arrivals Of(string lane) => _lanes.GetOrAdd(lane, static (name, bells) => new Arrivals(bells.Of(name)), signals);
}
