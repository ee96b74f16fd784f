using System.Collections.Concurrent;
using System.Text.Json;

namespace Hub.Sandbox.Twins;

/// <summary>Things that happen once and never again, restarts included.</summary>
public sealed class OneShots
{
    internal const string Line = "once";

    private readonly ConcurrentDictionary<string, bool> _fired = new(StringComparer.Ordinal);
    private readonly TwinJournal _journal;

    internal OneShots(TwinJournal journal) => _journal = journal;

    /// <summary>True the first time that this key is asked for.</summary>
    public bool TryFire(string key)
    {
        if (!_fired.TryAdd(key, true))
        {
            return false;
        }

        _journal.Add(Line, writer => writer.WriteString("key", key));
        return true;
    }

    internal void Restore(JsonElement line) => _fired.TryAdd(line.Text("key"), true);

    internal void Clear() => _fired.Clear();
}
