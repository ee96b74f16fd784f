using System.Text.Json;
using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Trust;
using Npgsql;

namespace Hub.Storage.Postgres;

internal sealed class PostgresRedrives(PostgresRunner runner, EnvelopeIds ids) : IRedrives
{
    // What was released is counted from the envelopes themselves, so the figures are right whenever they are asked for.
    private const string Select = """
        SELECT r.id, r.filter, r.rate, r.state, r.planned, r.released,
            (SELECT COUNT(*) FROM envelopes v WHERE v.redrive = r.id AND v.state = 2),
            (SELECT COUNT(*) FROM envelopes v WHERE v.redrive = r.id AND v.state IN (1, 3, 4)),
            r.planned_by, r.planned_at, r.stop_reason
        FROM redrives r
        """;

    public Task<Redrive> PlanAsync(DeadLetterFilter filter, double ratePerSecond, AuditEntry audit, CancellationToken ct)
    {
        var id = ids.Next().ToString();

        // What a person set aside stays aside unless the filter names it.
        var meant = filter with { State = filter.State ?? EnvelopeState.Dead };
        return runner.RunUnderGateAsync(async (session, stop) =>
        {
            await PostgresDeadLetters.Filter(session.Statement($"""
                INSERT INTO redrives (id, filter, rate, state, planned, horizon, planned_by, planned_at)
                SELECT $9, $10, $11, 'planned', COUNT(*), COALESCE(MAX(v.settled_at), 0), $12, $13 FROM envelopes v WHERE {PostgresDeadLetters.Matches}
                """), meant)
                .Text(id).Text(JsonSerializer.Serialize(meant)).Double(ratePerSecond).Text(audit.Actor).Time(audit.At).RunAsync(stop);
            session.Audit(audit with { Target = audit.Target ?? id });
            return (await FindAsync(session, id, stop))!;
        }, ct);
    }

    public Task<bool> StartAsync(string id, AuditEntry audit, CancellationToken ct) => ChangeAsync(
        session => session.Statement("UPDATE redrives SET state = 'running' WHERE id = $1 AND state = 'planned'").Text(id), audit, ct);

    public Task<bool> StopAsync(string id, string reason, AuditEntry audit, CancellationToken ct) => ChangeAsync(
        session => session.Statement("UPDATE redrives SET state = 'stopped', stop_reason = $2 WHERE id = $1 AND state IN ('planned', 'running')")
            .Text(id).Text(reason), audit, ct);

    public Task<Redrive?> FindAsync(string id, CancellationToken ct) => runner.ReadAsync((session, stop) => FindAsync(session, id, stop), ct);

    public Task<IReadOnlyList<Redrive>> RunningAsync(CancellationToken ct) => runner.ReadAsync<IReadOnlyList<Redrive>>(async (session, stop) =>
        await session.Statement($"{Select} WHERE r.state = 'running' ORDER BY r.planned_at, r.id").ReadAsync(Row, stop), ct);

    // The gate lets one instance after the other advance, and keeps whoever decides about a letter by hand away meanwhile.
    public Task<Redrive> AdvanceAsync(string id, int max, DateTimeOffset now, CancellationToken ct) => runner.RunUnderGateAsync(async (session, stop) =>
    {
        var redrive = await FindAsync(session, id, stop) ?? throw new KeyNotFoundException($"There is no redrive '{id}'.");
        if (redrive.State != "running")
        {
            return redrive;
        }

        var due = await NextAsync(session, redrive, max, stop);
        if (due.Count > 0)
        {
            await session.ReleaseAsync(due, PostgresTime.Of(now), id, stop);
        }

        var isOver = due.Count < max && redrive.Released + due.Count == redrive.Succeeded + redrive.FailedAgain;
        await session.Statement("UPDATE redrives SET released = released + $2, state = $3 WHERE id = $1")
            .Text(id).Int(due.Count).Text(isOver ? "done" : "running").RunAsync(stop);
        return (await FindAsync(session, id, stop))!;
    }, ct);

    private static Task<List<Decisions.Found>> NextAsync(PostgresSession session, Redrive redrive, int max, CancellationToken ct) =>
        PostgresDeadLetters.Filter(session.Statement($"""
            SELECT v.seq, v.lane, v.key, v.state FROM envelopes v WHERE {PostgresDeadLetters.Matches} AND v.redrive IS DISTINCT FROM $9
            AND v.settled_at <= (SELECT r.horizon FROM redrives r WHERE r.id = $9) ORDER BY v.seq LIMIT $10
            """), redrive.Filter)
            .Text(redrive.Id).Int(max)
            .ReadAsync(r => new Decisions.Found(r.GetInt64(0), r.Str(1), r.Str(2), (EnvelopeState)r.GetInt32(3)), ct);

    private static async Task<Redrive?> FindAsync(PostgresSession session, string id, CancellationToken ct) =>
        (await session.Statement($"{Select} WHERE r.id = $1").Text(id).ReadAsync(Row, ct)).FirstOrDefault();

    private static Redrive Row(NpgsqlDataReader r) => new(
        r.Str(0), JsonSerializer.Deserialize<DeadLetterFilter>(r.Str(1))!, r.GetDouble(2), r.Str(3), r.GetInt64(4),
        r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.Str(8), PostgresTime.To(r.GetInt64(9)), r.Text(10));

    private Task<bool> ChangeAsync(Func<PostgresSession, PostgresStatement> change, AuditEntry audit, CancellationToken ct) =>
        runner.RunUnderGateAsync(async (session, stop) =>
        {
            var done = await change(session).RunAsync(stop) == 1;
            if (done)
            {
                session.Audit(audit);
            }

            return done;
        }, ct);
}
