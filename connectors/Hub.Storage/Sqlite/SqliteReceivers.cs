using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteReceivers(SqliteDatabase database, SqliteWriter writer) : IReceivers
{
    public Task AssignAsync(IReadOnlyList<(Delivery Delivery, string Receiver)> deliveries, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            foreach (var (delivery, receiver) in deliveries)
            {
                session.Statement("UPDATE strands SET receiver = ?4, lease = 0, leased = 0 WHERE lane = ?1 AND key = ?2 AND lease = ?3")
                    .Bind(1, delivery.Envelope.Lane).Bind(2, delivery.Envelope.Key).Bind(3, delivery.Lease).Bind(4, receiver).Run();
                session.RingAfterCommit(delivery.Envelope.Lane);
            }
        }, ct);

    public Task<IReadOnlyList<bool>> SaveAsync(string lane, IReadOnlyList<FailingReceiver> failing, CancellationToken ct) =>
        writer.RunAsync<IReadOnlyList<bool>>(session =>
        {
            session.RingAfterCommit(lane);
            return [.. failing.Select(row => session.Statement("""
                INSERT INTO receivers (lane, receiver, breaker, breaker_reason, open_since, probe_at, probes_failed, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 + 1)
                ON CONFLICT (lane, receiver) DO UPDATE SET breaker = excluded.breaker, breaker_reason = excluded.breaker_reason, open_since = excluded.open_since,
                    probe_at = excluded.probe_at, probes_failed = excluded.probes_failed, version = excluded.version
                WHERE version = ?8
                """)
                .Bind(1, lane).Bind(2, row.Receiver).Bind(3, row.Standing.IsAway ? 1 : 0).Bind(4, row.Standing.Reason).Bind(5, SqliteTime.Of(row.Standing.Since))
                .Bind(6, SqliteTime.Of(row.Standing.ProbeAt)).Bind(7, row.Standing.ProbesFailed).Bind(8, row.Standing.Version).Run() == 1)];
        }, ct);

    public Task ClearAsync(string lane, IReadOnlyList<string> answered, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            session.RingAfterCommit(lane);
            foreach (var receiver in answered)
            {
                session.Statement("DELETE FROM receivers WHERE lane = ? AND receiver = ?").Bind(1, lane).Bind(2, receiver).Run();
            }
        }, ct);

    public Task<IReadOnlyList<FailingReceiver>> FailingAsync(string lane, int limit, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, """
            SELECT receiver, breaker, breaker_reason, open_since, probe_at, probes_failed, version FROM receivers WHERE lane = $lane
            ORDER BY breaker DESC, receiver LIMIT $limit
            """, ("$lane", lane), ("$limit", limit));
        return Task.FromResult<IReadOnlyList<FailingReceiver>>(Read(command, r => new FailingReceiver(r.GetString(0), new Standing(
            r.GetInt32(1) == 1, r.IsDBNull(2) ? null : r.GetString(2), r.IsDBNull(3) ? null : SqliteTime.To(r.GetInt64(3)),
            r.IsDBNull(4) ? null : SqliteTime.To(r.GetInt64(4)), r.GetInt32(5), r.GetInt64(6)))));
    }
}
