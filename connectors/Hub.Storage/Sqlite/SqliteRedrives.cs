using System.Text.Json;
using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Trust;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteRedrives(SqliteDatabase database, SqliteWriter writer, EnvelopeIds ids) : IRedrives
{
    // What was released is counted from the envelopes themselves, so the figures are right whenever they are asked for.
    private const string Columns = """
        r.id, r.filter, r.rate, r.state, r.planned, r.released,
        (SELECT COUNT(*) FROM envelopes v WHERE v.redrive = r.id AND v.state = 2),
        (SELECT COUNT(*) FROM envelopes v WHERE v.redrive = r.id AND v.state IN (1, 3, 4)),
        r.planned_by, r.planned_at, r.stop_reason
        """;

    public Task<Redrive> PlanAsync(DeadLetterFilter filter, double ratePerSecond, AuditEntry audit, CancellationToken ct)
    {
        var id = ids.Next().ToString();
        return writer.RunAsync(session =>
        {
            // What a person set aside stays aside unless the filter names it.
            var meant = filter with { State = filter.State ?? EnvelopeState.Dead };
            using var count = Command(session.Connection,
                $"SELECT COUNT(*), COALESCE(MAX(v.settled_at), 0) FROM envelopes v WHERE {SqliteDeadLetters.Matches}",
                [.. SqliteDeadLetters.Parameters(meant)]);
            var (planned, horizon) = Read(count, r => (r.GetInt64(0), r.GetInt64(1))).Single();
            using var insert = Command(session.Connection, """
                INSERT INTO redrives (id, filter, rate, state, planned, horizon, planned_by, planned_at)
                VALUES ($id, $filter, $rate, 'planned', $planned, $horizon, $by, $at)
                """,
                ("$id", id), ("$filter", JsonSerializer.Serialize(meant)), ("$rate", ratePerSecond), ("$planned", planned),
                ("$horizon", horizon), ("$by", audit.Actor), ("$at", SqliteTime.Of(audit.At)));
            insert.ExecuteNonQuery();
            session.Audit(audit with { Target = audit.Target ?? id });
            return Find(session.Connection, id)!;
        }, ct);
    }

    public Task<bool> StartAsync(string id, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            var done = session.Statement("UPDATE redrives SET state = 'running' WHERE id = ? AND state = 'planned'").Bind(1, id).Run() == 1;
            if (done)
            {
                session.Audit(audit);
            }

            return done;
        }, ct);

    public Task<bool> StopAsync(string id, string reason, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            var done = session.Statement("UPDATE redrives SET state = 'stopped', stop_reason = ?2 WHERE id = ?1 AND state IN ('planned', 'running')")
                .Bind(1, id).Bind(2, reason).Run() == 1;
            if (done)
            {
                session.Audit(audit);
            }

            return done;
        }, ct);

    public Task<Redrive?> FindAsync(string id, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        return Task.FromResult(Find(connection, id));
    }

    public Task<IReadOnlyList<Redrive>> RunningAsync(CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"SELECT {Columns} FROM redrives r WHERE r.state = 'running' ORDER BY r.planned_at, r.id");
        return Task.FromResult<IReadOnlyList<Redrive>>(Read(command, Row));
    }

    public Task<Redrive> AdvanceAsync(string id, int max, DateTimeOffset now, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            var redrive = Find(session.Connection, id) ?? throw new KeyNotFoundException($"There is no redrive '{id}'.");
            if (redrive.State != "running")
            {
                return redrive;
            }

            var due = Next(session.Connection, redrive, max);
            foreach (var envelope in due)
            {
                session.Release(session.Find(envelope)!.Value, SqliteTime.Of(now), id);
            }

            var isOver = due.Count < max && redrive.Released + due.Count == redrive.Succeeded + redrive.FailedAgain;
            session.Statement("UPDATE redrives SET released = released + ?2, state = ?3 WHERE id = ?1")
                .Bind(1, id).Bind(2, due.Count).Bind(3, isOver ? "done" : "running").Run();
            return Find(session.Connection, id)!;
        }, ct);

    private static List<EnvelopeId> Next(SqliteConnection connection, Redrive redrive, int max)
    {
        using var command = Command(connection, $"""
            SELECT v.id FROM envelopes v WHERE {SqliteDeadLetters.Matches} AND v.redrive IS NOT $redrive
            AND v.settled_at <= (SELECT r.horizon FROM redrives r WHERE r.id = $redrive) ORDER BY v.seq LIMIT $max
            """, [.. SqliteDeadLetters.Parameters(redrive.Filter), ("$redrive", redrive.Id), ("$max", max)]);
        return Read(command, r => new EnvelopeId(new Guid(r.GetFieldValue<byte[]>(0), bigEndian: true)));
    }

    private static Redrive? Find(SqliteConnection connection, string id)
    {
        using var command = Command(connection, $"SELECT {Columns} FROM redrives r WHERE r.id = $id", ("$id", id));
        return Read(command, Row).FirstOrDefault();
    }

    private static Redrive Row(SqliteDataReader r) => new(
        r.GetString(0), JsonSerializer.Deserialize<DeadLetterFilter>(r.GetString(1))!, r.GetDouble(2), r.GetString(3), r.GetInt64(4),
        r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetString(8), SqliteTime.To(r.GetInt64(9)), r.IsDBNull(10) ? null : r.GetString(10));
}
