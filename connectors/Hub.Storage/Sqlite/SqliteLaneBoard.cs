using Hub.Core.Outbox;
using Hub.Core.Trust;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteLaneBoard(SqliteDatabase database, SqliteWriter writer) : ILaneBoard
{
    public Task<LaneRow> ReadAsync(string lane, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection,
            "SELECT paused, paused_by, pause_reason, breaker, breaker_reason, open_since, probe_at, probes_failed, version FROM lanes WHERE lane = $lane", ("$lane", lane));
        var row = Read(command, r => new LaneRow
        {
            Lane = lane,
            IsPaused = r.GetInt32(0) != 0,
            PausedBy = r.IsDBNull(1) ? null : r.GetString(1),
            PauseReason = r.IsDBNull(2) ? null : r.GetString(2),
            Breaker = (BreakerState)r.GetInt32(3),
            BreakerReason = r.IsDBNull(4) ? null : r.GetString(4),
            OpenSince = r.IsDBNull(5) ? null : SqliteTime.To(r.GetInt64(5)),
            ProbeAt = r.IsDBNull(6) ? null : SqliteTime.To(r.GetInt64(6)),
            ProbesFailed = r.GetInt32(7),
            Version = r.GetInt64(8),
        }).FirstOrDefault();
        return Task.FromResult(row ?? new LaneRow { Lane = lane });
    }

    public Task<LaneDepth> DepthAsync(string lane, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, """
            SELECT COALESCE(SUM(CASE WHEN held = 0 THEN depth END), 0), COALESCE(SUM(CASE WHEN held = 1 THEN depth - 1 END), 0),
                   COALESCE(SUM(lease <> 0), 0), MIN(CASE WHEN held = 0 THEN since END), MIN(CASE WHEN held = 0 AND lease = 0 THEN CASE WHEN due_at < 0 THEN due_at + 4611686018427387904 ELSE due_at END END),
                   (SELECT COUNT(*) FROM envelopes v WHERE v.state = 1 AND v.lane = $lane)
            FROM strands WHERE lane = $lane
            """, ("$lane", lane));
        return Task.FromResult(Read(command, r => new LaneDepth(
            r.GetInt64(0), r.GetInt64(1), r.GetInt64(5), r.GetInt64(2),
            r.IsDBNull(3) ? null : SqliteTime.To(r.GetInt64(3)), r.IsDBNull(4) ? null : SqliteTime.To(r.GetInt64(4)))).Single());
    }

    public Task SetPausedAsync(string lane, bool isPaused, string? reason, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            session.Statement("""
                INSERT INTO lanes (lane, paused, paused_by, pause_reason) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (lane) DO UPDATE SET paused = excluded.paused, paused_by = excluded.paused_by, pause_reason = excluded.pause_reason
                """)
                .Bind(1, lane).Bind(2, isPaused ? 1 : 0).Bind(3, isPaused ? audit.Actor : null).Bind(4, isPaused ? reason : null).Run();
            session.Audit(audit);
            session.RingAfterCommit(lane);
        }, ct);

    public Task<bool> SaveBreakerAsync(LaneRow row, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            session.RingAfterCommit(row.Lane);
            return session.Statement("""
                INSERT INTO lanes (lane, breaker, breaker_reason, open_since, probe_at, probes_failed, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7 + 1)
                ON CONFLICT (lane) DO UPDATE SET breaker = excluded.breaker, breaker_reason = excluded.breaker_reason, open_since = excluded.open_since,
                    probe_at = excluded.probe_at, probes_failed = excluded.probes_failed, version = excluded.version
                WHERE version = ?7
                """)
                .Bind(1, row.Lane).Bind(2, (long)row.Breaker).Bind(3, row.BreakerReason).Bind(4, SqliteTime.Of(row.OpenSince))
                .Bind(5, SqliteTime.Of(row.ProbeAt)).Bind(6, row.ProbesFailed).Bind(7, row.Version).Run() == 1;
        }, ct);
}
