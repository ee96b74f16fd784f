using System.Collections.Concurrent;

namespace Hub.Core.Steps;

/// <summary>One bell per lane; the store rings it after a commit that made work for the lane.</summary>
public sealed class LaneSignals
{
    private readonly ConcurrentDictionary<string, Signal> _signals = new(StringComparer.Ordinal);

    public Signal Of(string lane) => _signals.GetOrAdd(lane, static _ => new Signal());
}
