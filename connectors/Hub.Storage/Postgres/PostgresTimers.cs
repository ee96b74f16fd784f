using Hub.Core.Steps;

namespace Hub.Storage.Postgres;

internal sealed class PostgresTimers(PostgresRunner runner) : ITimers
{
    public Task<long?> TryTakeAsync(string name, DateTimeOffset now, DateTimeOffset leaseUntil, DateTimeOffset firstAt, CancellationToken ct) =>
        runner.WriteAsync(async (session, stop) =>
        {
            // No two runs of a timer end their leases at the same time, so the end is the token.
            var batch = session.Batch();
            batch.Add("""
                INSERT INTO timers (name, next_at, lease_until) VALUES ($1, $4, CASE WHEN $4 <= $2 THEN $3 ELSE 0 END)
                ON CONFLICT (name) DO UPDATE SET lease_until = $3, poked = 0 WHERE timers.next_at <= $2 AND (timers.lease_until <= $2 OR timers.lease_until > $5)
                RETURNING lease_until
                """).Text(name).Time(now).Time(leaseUntil).Time(firstAt).Time(leaseUntil + ITimers.ClockSlack);
            batch.Add("SELECT lease_until FROM timers WHERE name = $1").Text(name);
            return await batch.ReadAsync(async reader =>
            {
                var taken = await reader.RowsAsync(r => r.GetInt64(0));
                await reader.NextResultAsync(stop);
                var stands = await reader.RowsAsync(r => r.GetInt64(0));
                var token = PostgresTime.Of(leaseUntil);
                return taken.Contains(token) || (session.IsInDoubt && stands.Contains(token)) ? token : (long?)null;
            }, stop);
        }, ct);

    // A wish that came while the timer ran may not have been seen by that run.
    public Task FinishAsync(string name, long token, DateTimeOffset nextAt, string? result, CancellationToken ct) => runner.WriteAsync(
        (session, stop) => session.Statement("""
            UPDATE timers SET next_at = CASE WHEN poked = 1 THEN LEAST(next_at, $2) ELSE $2 END, lease_until = 0, result = $3
            WHERE name = $1 AND lease_until = $4
            """).Text(name).Time(nextAt).Text(result).Long(token).RunAsync(stop), ct);

    public Task PokeAsync(string name, DateTimeOffset now, CancellationToken ct) => runner.WriteAsync(
        (session, stop) => session.Statement("""
            INSERT INTO timers (name, next_at, poked) VALUES ($1, $2, 1)
            ON CONFLICT (name) DO UPDATE SET next_at = LEAST(timers.next_at, excluded.next_at), poked = 1
            """).Text(name).Time(now).RunAsync(stop), ct);

    public Task<DateTimeOffset?> NextAtAsync(string name, CancellationToken ct) => runner.ReadAsync(async (session, stop) =>
        (await session.Statement("SELECT next_at FROM timers WHERE name = $1").Text(name).ReadAsync(r => r.Time(0), stop)).FirstOrDefault(), ct);
}
