using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Hub.Sandbox.Twins;

/// <summary>Counts of what the outside world saw, by kind. The kinds a check asks for are there from the start, at zero.</summary>
public sealed class Effects
{
    private readonly string[] _known;
    private readonly ConcurrentDictionary<string, StrongBox<long>> _counts = new(StringComparer.Ordinal);

    internal Effects(IEnumerable<ITwin> twins)
    {
        _known = [.. twins.SelectMany(twin => twin.EffectKinds)];
        Clear();
    }

    public void Count(string kind) => Interlocked.Increment(ref _counts.GetOrAdd(kind, static _ => new StrongBox<long>()).Value);

    internal SortedDictionary<string, long> Snapshot() =>
        new(_counts.ToDictionary(pair => pair.Key, pair => Interlocked.Read(ref pair.Value.Value)), StringComparer.Ordinal);

    internal void Clear()
    {
        _counts.Clear();
        foreach (var kind in _known)
        {
            _counts.TryAdd(kind, new StrongBox<long>());
        }
    }
}
