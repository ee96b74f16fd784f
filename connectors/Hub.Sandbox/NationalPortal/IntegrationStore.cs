using System.Collections.Concurrent;
using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>Procedures that the centre proposed for integration. A person at the portal moves them on, here the control API.</summary>
internal sealed class IntegrationStore(TwinJournal journal, TwinClock clock)
{
    public const string Line = "integration";

    public const string Proposed = "proposed";
    public const string Withdrawn = "withdrawn";

    public static readonly string[] States = [Proposed, "testing", "integrated", "refused", Withdrawn];

    private readonly ConcurrentDictionary<string, Integration> _entries = new(StringComparer.Ordinal);
    private readonly Lock _changes = new();

    public IEnumerable<Integration> All => _entries.Values.OrderBy(entry => entry.Code, StringComparer.Ordinal);

    public bool IsOpen(string code) => _entries.TryGetValue(code, out var entry) && entry.State is not (Withdrawn or "refused");

    public Integration? Find(string code) => _entries.GetValueOrDefault(code);

    public Integration Set(string code, string name, string state)
    {
        lock (_changes)
        {
            var entry = new Integration(code, name, state, clock.GetUtcNow());
            _entries[code] = entry;
            journal.Add(Line, "entry", entry);
            return entry;
        }
    }

    public void Restore(JsonElement line)
    {
        var entry = TwinJournal.Read<Integration>(line, "entry");
        _entries[entry.Code] = entry;
    }

    public void Clear() => _entries.Clear();
}

/// <summary>Where a procedure stands on its way into the portal: proposed, testing, integrated, refused or withdrawn.</summary>
internal sealed record Integration(string Code, string Name, string State, DateTimeOffset At);
