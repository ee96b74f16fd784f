using System.Globalization;
using Hub.Core.Stores;

namespace Hub.Storage.Postgres;

internal sealed class PostgresStoreInfo(PostgresRunner runner, TimeProvider clock) : IStoreInfo
{
    // Counting is no question for a table that holds years; above this many the statistics of the server are near enough.
    private const long CountedUpTo = 200_000;
    private const int ClockQuestions = 3;

    public async Task CheckWritableAsync(CancellationToken ct)
    {
        runner.CheckHealth();
        var now = clock.GetUtcNow();
        await runner.WriteAsync((session, stop) => session.Statement(
            """INSERT INTO writable_mark ("only", at) VALUES (1, $1) ON CONFLICT ("only") DO UPDATE SET at = excluded.at""")
            .Time(now).RunAsync(stop), ct);
    }

    // Of three questions the one answered soonest: half of its way is nearly all that may be wrong about it.
    public Task<TimeSpan?> ClockLeadAsync(CancellationToken ct) => runner.ReadAsync<TimeSpan?>(
        async (session, stop) =>
        {
            var (lead, shortest) = (TimeSpan.Zero, TimeSpan.MaxValue);
            for (var i = 0; i < ClockQuestions; i++)
            {
                var (asked, start) = (clock.GetUtcNow(), clock.GetTimestamp());
                var server = (await session.Statement("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint").ReadAsync(r => r.Time(0)!.Value, stop))[0];
                if (clock.GetElapsedTime(start) is var way && way < shortest)
                {
                    (lead, shortest) = (asked + (way / 2) - server, way);
                }
            }

            return lead;
        }, ct);

    public async Task<DateTimeOffset?> LatestAsync(CancellationToken ct) => (await runner.ReadAsync((session, stop) => session.Statement(
        "SELECT MAX(e.received_at) FROM (SELECT x.received_at FROM events x ORDER BY x.seq DESC LIMIT 1000) e").ReadAsync(r => r.Time(0), stop), ct))[0];

    public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken ct) => runner.ReadAsync<IReadOnlyDictionary<string, string>>(
        async (session, stop) => new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["engine"] = "postgres",
            ["engine-version"] = session.Connection.PostgreSqlVersion.ToString(),
            ["schema-version"] = await NumberAsync(session, "SELECT MAX(number)::bigint FROM migrations", stop),
            ["events"] = await CountAsync(session, "events", stop),
            ["dossiers"] = await CountAsync(session, "dossiers", stop),
            ["envelopes-waiting"] = await NumberAsync(session, "SELECT COALESCE(SUM(depth), 0) - COALESCE(SUM(held), 0) FROM strands", stop),
            ["envelopes-dead"] = await NumberAsync(session, "SELECT COUNT(*) FROM envelopes WHERE state = 1 AND code IS NOT NULL", stop),
            ["connections"] = await NumberAsync(session,
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'hub%'", stop),
            ["bytes"] = await NumberAsync(session, """
                SELECT COALESCE(SUM(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c
                WHERE c.relnamespace = to_regnamespace(current_schema()) AND c.relkind = 'r'
                """, stop),
        }, ct);

    private static async Task<string> CountAsync(PostgresSession session, string table, CancellationToken ct)
    {
        var estimates = await session.Statement("""
            SELECT COALESCE(SUM(c.reltuples), 0)::bigint FROM pg_class c
            WHERE c.relkind = 'r' AND c.reltuples > 0
            AND (c.oid = to_regclass($1) OR c.oid IN (SELECT i.inhrelid FROM pg_inherits i WHERE i.inhparent = to_regclass($1)))
            """).Text(table).ReadAsync(r => r.GetInt64(0), ct);
        return estimates[0] > CountedUpTo
            ? estimates[0].ToString(CultureInfo.InvariantCulture)
            : await NumberAsync(session, table == "events" ? "SELECT COUNT(*) FROM events" : "SELECT COUNT(*) FROM dossiers", ct);
    }

    private static async Task<string> NumberAsync(PostgresSession session, string sql, CancellationToken ct) =>
        (await session.Statement(sql).ReadAsync(r => r.GetInt64(0), ct))[0].ToString(CultureInfo.InvariantCulture);
}
