using System.Collections.Concurrent;
using System.Text.Json;
using Hub.Sandbox.State;

namespace Hub.Sandbox.Portal;

/// <summary>The procedures the portal serves. The control API changes them, so that a nightly comparison has something to find.</summary>
internal sealed class ProcedureBook
{
    private readonly ConcurrentDictionary<string, ServedProcedure> _served = new(StringComparer.Ordinal);
    private readonly SandboxOptions _options;
    private readonly TwinJournal _journal;
    private readonly Lock _changes = new();

    public ProcedureBook(SandboxOptions options, TwinJournal journal)
    {
        (_options, _journal) = (options, journal);
        Reset();
    }

    public IEnumerable<TwinProcedure> Public =>
        _served.Values.Where(served => served.IsPublic).Select(served => served.Procedure).OrderBy(procedure => procedure.Code, StringComparer.Ordinal);

    public ServedProcedure? Find(string code) => _served.GetValueOrDefault(code);

    /// <summary>Whether a dossier of this procedure is taken; with no procedures at all every code is.</summary>
    public bool Accepts(string code) => _served.IsEmpty || _served.ContainsKey(code);

    public void Upsert(ProcedureChange change)
    {
        lock (_changes)
        {
            Set(new ServedProcedure(change.ApplyTo(Find(change.Code!)?.Procedure), IsPublic: true));
        }
    }

    public bool Withdraw(string code)
    {
        lock (_changes)
        {
            if (Find(code) is not { } served)
            {
                return false;
            }

            Set(served with { IsPublic = false });
            return true;
        }
    }

    public void Restore(JsonElement line)
    {
        var served = line.GetProperty("served").Deserialize<ServedProcedure>(TwinJson.Control)!;
        _served[served.Procedure.Code] = served;
    }

    public void Reset()
    {
        _served.Clear();
        foreach (var procedure in _options.ProcedureCatalogue)
        {
            _served[procedure.Code] = new ServedProcedure(procedure, IsPublic: true);
        }
    }

    private void Set(ServedProcedure served)
    {
        _served[served.Procedure.Code] = served;
        _journal.Add(JournalLine.Procedure, writer =>
        {
            writer.WritePropertyName("served");
            JsonSerializer.Serialize(writer, served, TwinJson.Control);
        });
    }
}
