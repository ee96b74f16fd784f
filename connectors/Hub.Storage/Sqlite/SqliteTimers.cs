using Hub.Core.Steps;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteTimers(SqliteDatabase database, SqliteWriter writer) : ITimers
{
    public Task<long?> TryTakeAsync(string name, DateTimeOffset now, DateTimeOffset leaseUntil, DateTimeOffset firstAt, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            session.Statement("INSERT INTO timers (name, next_at) VALUES (?, ?) ON CONFLICT (name) DO NOTHING")
                .Bind(1, name).Bind(2, SqliteTime.Of(firstAt)).Run();
            var isTaken = session.Statement("UPDATE timers SET lease_until = ?3, poked = 0 WHERE name = ?1 AND next_at <= ?2 AND (lease_until <= ?2 OR lease_until > ?4)")
                .Bind(1, name).Bind(2, SqliteTime.Of(now)).Bind(3, SqliteTime.Of(leaseUntil)).Bind(4, SqliteTime.Of(leaseUntil + ITimers.ClockSlack)).Run() == 1;

            // No two runs of a timer end their leases at the same time, so the end is the token.
            return isTaken ? SqliteTime.Of(leaseUntil) : (long?)null;
        }, ct);

    public Task FinishAsync(string name, long token, DateTimeOffset nextAt, string? result, CancellationToken ct) =>
        writer.RunAsync(
            session =>
            {
                // A wish that came while the timer ran may not have been seen by that run.
                session.Statement("""
                    UPDATE timers SET next_at = CASE WHEN poked = 1 THEN MIN(next_at, ?2) ELSE ?2 END, lease_until = 0, result = ?3
                    WHERE name = ?1 AND lease_until = ?4
                    """).Bind(1, name).Bind(2, SqliteTime.Of(nextAt)).Bind(3, result).Bind(4, token).Run();
            }, ct);

    public Task PokeAsync(string name, DateTimeOffset now, CancellationToken ct) =>
        writer.RunAsync(
            session =>
            {
                session.Statement("""
                    INSERT INTO timers (name, next_at, poked) VALUES (?1, ?2, 1)
                    ON CONFLICT (name) DO UPDATE SET next_at = MIN(next_at, excluded.next_at), poked = 1
                    """).Bind(1, name).Bind(2, SqliteTime.Of(now)).Run();
            }, ct);

    public Task<DateTimeOffset?> NextAtAsync(string name, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, "SELECT next_at FROM timers WHERE name = $name", ("$name", name));
        return Task.FromResult(SqliteTime.To(Scalar(command) as long?));
    }
}
