using Hub.Core.Stores;
using Hub.Storage.Modules;

namespace Hub.Storage.Postgres;

/// <summary>
/// Looks for candidates beside all other work, and judges each again under the gate before it goes: no event, envelope or decision can come
/// between, and of two instances that prune at once the second finds nothing.
/// </summary>
internal sealed class PostgresRetention : IRetention
{
    private static readonly Leftover EndedTasks = new("tasks", "x.ended_at < $1 AND (SELECT d.code FROM dossiers d WHERE d.code = x.dossier) IS NULL");
    private static readonly Leftover DecidedProposals = new("proposals", "x.decided_at < $1 AND (SELECT d.code FROM dossiers d WHERE d.code = x.dossier) IS NULL");
    private readonly PostgresRunner _runner;
    private readonly List<PrunedRows> _modules;
    private readonly IReadOnlyList<PrunedKind> _kinds;
    private readonly List<Leftover> _leftovers;

    public PostgresRetention(PostgresRunner runner, StoreModules modules)
    {
        _runner = runner;
        _modules = [.. modules.All.Select(module => module.Postgres.Pruned)];
        _kinds = PrunedKind.All(_modules);
        _leftovers = [.. _modules.SelectMany(rows => rows.Leftovers), EndedTasks, DecidedProposals];
    }

    public async Task<int> PruneAsync(DateTimeOffset before, DateTimeOffset idempotencyBefore, int limit, CancellationToken ct)
    {
        var removed = await _runner.WriteAsync((session, stop) => session.Statement("""
            DELETE FROM idempotency WHERE (caller, key) IN
                (SELECT i.caller, i.key FROM idempotency i WHERE i.claimed_at < $1 ORDER BY i.claimed_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            """).Time(idempotencyBefore).Int(limit).RunAsync(stop), ct);
        foreach (var kind in _kinds)
        {
            if (removed < limit)
            {
                removed += await PruneAsync(kind, before, limit - removed, ct);
            }
        }

        foreach (var leftover in _leftovers)
        {
            if (removed < limit)
            {
                removed += await PruneAsync(leftover, before, limit - removed, ct);
            }
        }

        if (removed < limit)
        {
            await DropMonthsAsync(before, ct);
        }

        return removed;
    }

    private async Task<int> PruneAsync(PrunedKind kind, DateTimeOffset before, int limit, CancellationToken ct)
    {
        var names = await _runner.ReadAsync((session, stop) => kind.FindAsync(session, before, limit, stop), ct);
        return names.Count == 0 ? 0 : await _runner.RunUnderGateAsync(async (session, stop) =>
        {
            // Whole items until enough rows are gone: half a dossier would be a lie on its timeline.
            var removed = 0L;
            var going = new List<PrunedItem>();
            foreach (var item in await kind.JudgeAsync(session, names, before, stop))
            {
                if (removed >= limit)
                {
                    break;
                }

                removed += item.Rows;
                going.Add(item);
            }

            await PrunedItem.RemoveAsync(session, going, _modules, stop);
            return (int)removed;
        }, ct);
    }

    // Finds rows beside all other work and judges each again under the gate, where no party writes. Whatever stands in its place by then is judged.
    private async Task<int> PruneAsync(Leftover leftover, DateTimeOffset before, int limit, CancellationToken ct)
    {
        var places = await _runner.ReadAsync(
            (session, stop) => session.Statement($"SELECT x.ctid::text FROM {leftover.Table} x WHERE {leftover.IsOver} LIMIT $2").Time(before).Int(limit).ReadAsync(r => r.GetString(0), stop), ct);
        return places.Count == 0 ? 0 : await _runner.RunUnderGateAsync(
            (session, stop) => session.Statement($"DELETE FROM {leftover.Table} x WHERE {leftover.IsOver} AND x.ctid = ANY ($2::tid[])").Time(before).Texts(places).RunAsync(stop), ct);
    }

    // Only months that look empty: to make sure, the owner's function has to keep everybody out for a moment.
    private async Task DropMonthsAsync(DateTimeOffset before, CancellationToken ct)
    {
        var months = await _runner.ReadAsync((session, stop) => session.Statement("""
            SELECT DISTINCT m.month FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            CROSS JOIN LATERAL (SELECT (substr(right(c.relname, 7), 1, 4)::integer - 1970) * 12 + right(c.relname, 2)::integer - 1 AS month) m
            WHERE i.inhparent IN (to_regclass('events'), to_regclass('attempts')) AND m.month < $1
            AND NOT EXISTS (SELECT 1 FROM events e WHERE e.seq >= m.month::bigint << 40 AND e.seq < (m.month + 1)::bigint << 40)
            AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.envelope_seq >= m.month::bigint << 40 AND a.envelope_seq < (m.month + 1)::bigint << 40)
            AND NOT EXISTS (SELECT 1 FROM envelopes v WHERE v.seq >= m.month::bigint << 40 AND v.seq < (m.month + 1)::bigint << 40)
            ORDER BY 1
            """).Int(PostgresTime.MonthOf(before)).ReadAsync(r => r.GetInt32(0), stop), ct);
        foreach (var month in months)
        {
            await _runner.WriteAsync((session, stop) => session.Statement("SELECT drop_empty_month($1)").Int(month).RunAsync(stop), ct);
        }
    }
}
