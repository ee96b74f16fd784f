using Hub.Core.Stores;
using Hub.Storage.Modules;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

/// <summary>Looks for candidates on a reading connection, beside the writer, and lets the writer judge each again before it goes.</summary>
internal sealed class SqliteRetention(SqliteDatabase database, SqliteWriter writer, StoreModules modules) : IRetention
{
    private readonly ModulePruning _pruning = new(modules);

    // Nothing that waits, is dead or set aside, nor what was settled or said lately.
    private const string EventIsOver = """
        e.received_at < $before
        AND NOT EXISTS (SELECT 1 FROM envelopes v WHERE v.event_seq = e.seq AND (v.state IN (0, 1, 3) OR v.settled_at >= $before))
        """;

    private const string CommandIsOver = "v.event_seq IS NULL AND v.state IN (2, 4) AND v.settled_at < $before";

    public async Task<int> PruneAsync(DateTimeOffset before, DateTimeOffset idempotencyBefore, int limit, CancellationToken ct)
    {
        var at = SqliteTime.Of(before);
        var removed = await writer.RunAsync(
            session => session.Statement("""
                DELETE FROM idempotency WHERE (caller, key) IN
                    (SELECT caller, key FROM idempotency WHERE claimed_at < ? ORDER BY claimed_at LIMIT ?)
                """).Bind(1, SqliteTime.Of(idempotencyBefore)).Bind(2, limit).Run(), ct);
        if (removed < limit)
        {
            var codes = Dossiers(at, limit - removed);
            removed += await writer.RunAsync(session => Pruning.Each(codes, limit - removed, code => session.PruneDossier(code, at, _pruning)), ct);
        }

        if (removed < limit)
        {
            var events = Strays(at, limit - removed);
            removed += await writer.RunAsync(session => Pruning.Each(events, limit - removed, seq => session.PruneStray(seq, at)), ct);
        }

        if (removed < limit)
        {
            var commands = Commands(at, limit - removed);
            removed += await writer.RunAsync(session => Pruning.Each(commands, limit - removed, seq => session.PruneCommand(seq, at)), ct);
        }

        foreach (var lost in _pruning.Lost)
        {
            if (removed < limit)
            {
                var codes = Lost(lost, at, limit - removed);
                removed += await writer.RunAsync(session => Pruning.Each(codes, limit - removed, code => _pruning.RemoveLost(session, code, at)), ct);
            }
        }

        foreach (var leftover in _pruning.Leftovers)
        {
            if (removed < limit)
            {
                var rows = Rows(leftover, at, limit - removed);
                removed += await writer.RunAsync(session => rows.Sum(row => ModulePruning.Remove(session, leftover, row, at)), ct);
            }
        }

        return removed;
    }

    private List<string> Dossiers(long before, int limit)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"""
            SELECT d.code FROM dossiers d WHERE d.closed = 1 AND d.last_at < $before
            AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject = d.code AND NOT ({EventIsOver}))
            AND NOT EXISTS (SELECT 1 FROM envelopes v WHERE v.key = d.code AND v.event_seq IS NULL AND NOT ({CommandIsOver}))
            AND {_pruning.DossierMayGo("d.code")}
            ORDER BY d.last_at LIMIT $limit
            """, ("$before", before), ("$limit", limit));
        return Read(command, r => r.GetString(0));
    }

    // Events are received in the order of their numbers, so the search ends where the young ones begin.
    private List<long> Strays(long before, int limit)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"""
            SELECT e.seq FROM events e
            WHERE e.seq < COALESCE((SELECT y.seq FROM events y WHERE y.received_at >= $before ORDER BY y.seq LIMIT 1), 9223372036854775807)
            AND {EventIsOver} AND NOT EXISTS (SELECT 1 FROM dossiers d WHERE d.code = e.subject)
            ORDER BY e.seq LIMIT $limit
            """, ("$before", before), ("$limit", limit));
        return Read(command, r => r.GetInt64(0));
    }

    private List<long> Commands(long before, int limit)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"""
            SELECT v.seq FROM envelopes v INDEXED BY envelopes_command
            WHERE {CommandIsOver} AND NOT EXISTS (SELECT 1 FROM dossiers d WHERE d.code = v.key) LIMIT $limit
            """, ("$before", before), ("$limit", limit));
        return Read(command, r => r.GetInt64(0));
    }

    // Of dossiers that the hub was never told of, or that went before.
    private List<string> Lost(LostDossiers lost, long before, int limit)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"""
            SELECT DISTINCT o.dossier FROM {lost.From}
            WHERE {lost.Where} AND NOT EXISTS (SELECT 1 FROM dossiers d WHERE d.code = o.dossier) AND {_pruning.DossierMayGo("o.dossier")} LIMIT $limit
            """, ("$before", before), ("$limit", limit));
        return Read(command, r => r.GetString(0));
    }

    private List<long> Rows(Leftover leftover, long before, int limit)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"SELECT x.rowid FROM {leftover.Table} x WHERE {leftover.IsOver} LIMIT $limit", ("$before", before), ("$limit", limit));
        return Read(command, r => r.GetInt64(0));
    }
}
