using System.Collections.Concurrent;
using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>The procedures the portal serves. The control API changes them, so that a nightly comparison has something to find.</summary>
internal sealed class ProcedureStore
{
    public const string Line = "procedure";

    private readonly ConcurrentDictionary<string, ServedProcedure> _served = new(StringComparer.Ordinal);
    private readonly PortalTwinOptions _options;
    private readonly TwinJournal _journal;
    private readonly Lock _changes = new();

    public ProcedureStore(PortalTwinOptions options, TwinJournal journal)
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
        var served = TwinJournal.Read<ServedProcedure>(line, "served");
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
        _journal.Add(Line, "served", served);
    }
}

/// <summary>A procedure and whether the portal shows it; a withdrawn one stays known for the dossiers that began under it.</summary>
internal sealed record ServedProcedure(TwinProcedure Procedure, bool IsPublic);

/// <summary>One element of <c>upsert</c> in <c>POST /_twin/portal/procedures</c>: members left out keep what the portal has.</summary>
internal sealed record ProcedureChange(
    string? Code,
    string? Name = null,
    string? FieldCode = null,
    string? FieldName = null,
    string? Agency = null,
    string? ExecutingAgency = null,
    IReadOnlyList<string>? Channels = null,
    IReadOnlyList<string>? ProcessingTimes = null,
    IReadOnlyList<long>? FeesDong = null,
    string? Updated = null)
{
    public TwinProcedure ApplyTo(TwinProcedure? old) => new(
        Code!,
        Name ?? old?.Name ?? "",
        FieldCode ?? old?.FieldCode ?? "",
        FieldName ?? old?.FieldName ?? "",
        Agency ?? old?.Agency ?? "",
        ExecutingAgency ?? old?.ExecutingAgency ?? "",
        Channels ?? old?.Channels ?? [],
        ProcessingTimes ?? old?.ProcessingTimes ?? [],
        FeesDong ?? old?.FeesDong ?? [],
        Updated ?? old?.Updated ?? "");
}
