using Hub.Storage.Modules;

namespace Hub.Storage.Sqlite;

/// <summary>What the parties have of a dossier, and what hangs on no dossier: whether it may go, and how it goes. Tasks and proposals belong to whatever opened them.</summary>
internal sealed class ModulePruning
{
    private static readonly Leftover EndedTasks = new("tasks", "x.ended_at < $before AND NOT EXISTS (SELECT 1 FROM dossiers d WHERE d.code = x.dossier)");
    private static readonly Leftover DecidedProposals = new("proposals", "x.decided_at < $before AND NOT EXISTS (SELECT 1 FROM dossiers d WHERE d.code = x.dossier)");
    private readonly List<PrunedRows> _rows;
    private readonly string _mayGo;

    public ModulePruning(StoreModules modules)
    {
        _rows = [.. modules.All.Select(module => module.Sqlite.Pruned)];
        _mayGo = $"SELECT 1 FROM (SELECT $code AS code, $before AS before) g WHERE {DossierMayGo("g.code")}";
    }

    public IEnumerable<LostDossiers> Lost => _rows.Select(rows => rows.Lost).OfType<LostDossiers>();

    public IEnumerable<Leftover> Leftovers => _rows.SelectMany(rows => rows.Leftovers).Append(EndedTasks).Append(DecidedProposals);

    /// <param name="code">SQL of the dossier's code.</param>
    public string DossierMayGo(string code) => string.Join(
        " AND ", _rows.Select(rows => $"({rows.DossierMayGo(code)})").Append($"NOT EXISTS (SELECT 1 FROM tasks t WHERE t.dossier = {code} AND t.ended_at IS NULL)")
            .Append($"NOT EXISTS (SELECT 1 FROM proposals p WHERE p.dossier = {code} AND p.state = 0)"));

    public bool MayGo(SqliteSession session, string code, long before) =>
        Has(session.Statement(_mayGo).Bind(1, code).Bind(2, before));

    /// <summary>Removes what is left of a dossier that has no row of its own.</summary>
    public int RemoveLost(SqliteSession session, string code, long before) =>
        MayGo(session, code, before) && !Has(session.Statement("SELECT 1 FROM dossiers WHERE code = ?").Bind(1, code)) ? Remove(session, code) : 0;

    public int Remove(SqliteSession session, string code) =>
        session.Statement("DELETE FROM tasks WHERE dossier = ?").Bind(1, code).Run()
        + session.Statement("DELETE FROM proposals WHERE dossier = ?").Bind(1, code).Run()
        + _rows.SelectMany(rows => rows.OfDossier).Sum(table => session.Statement(table.Remove).Bind(1, code).Run());

    public static int Remove(SqliteSession session, Leftover leftover, long row, long before) =>
        session.Statement($"DELETE FROM {leftover.Table} AS x WHERE {leftover.IsOver} AND x.rowid = $row").Bind(1, before).Bind(2, row).Run();

    private static bool Has(SqliteStatement select)
    {
        var has = select.Step();
        select.Reset();
        return has;
    }
}
