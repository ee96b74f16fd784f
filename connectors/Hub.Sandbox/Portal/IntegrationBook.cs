using System.Collections.Concurrent;
using System.Text.Json;
using Hub.Sandbox.State;

namespace Hub.Sandbox.Portal;

/// <summary>Procedures that the centre proposed for integration. A person at the portal moves them on, here the control API.</summary>
internal sealed class IntegrationBook(TwinJournal journal, TwinClock clock)
{
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
            journal.Add(JournalLine.Integration, writer =>
            {
                writer.WritePropertyName("entry");
                JsonSerializer.Serialize(writer, entry, TwinJson.Control);
            });
            return entry;
        }
    }

    public void Restore(JsonElement line)
    {
        var entry = line.GetProperty("entry").Deserialize<Integration>(TwinJson.Control)!;
        _entries[entry.Code] = entry;
    }

    public void Clear() => _entries.Clear();
}
