using System.Collections.Concurrent;

namespace Hub.Sandbox.State;

/// <summary>Things that happen once and never again, restarts included.</summary>
internal sealed class OneShots(TwinJournal journal)
{
    private readonly ConcurrentDictionary<string, bool> _fired = new(StringComparer.Ordinal);

    public bool TryFire(string key)
    {
        if (!_fired.TryAdd(key, true))
        {
            return false;
        }

        journal.Add(JournalLine.Once, writer => writer.WriteString("key", key));
        return true;
    }

    public void Restore(string key) => _fired.TryAdd(key, true);

    public void Clear() => _fired.Clear();
}
