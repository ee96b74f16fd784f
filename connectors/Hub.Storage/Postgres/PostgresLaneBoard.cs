using Hub.Core.Outbox;
using Hub.Core.Trust;

namespace Hub.Storage.Postgres;

internal sealed class PostgresLaneBoard(PostgresRunner runner) : ILaneBoard
{
    private const string Row = "SELECT paused, paused_by, pause_reason, breaker, breaker_reason, open_since, probe_at, probes_failed, version FROM lanes WHERE lane = $1";

    public Task<LaneRow> ReadAsync(string lane, CancellationToken ct) => runner.ReadAsync(async (session, stop) =>
        (await session.Statement(Row).Text(lane).ReadAsync(r => LaneClaim.Row(r, lane), stop)).FirstOrDefault() ?? new LaneRow { Lane = lane }, ct);

    public Task<LaneDepth> DepthAsync(string lane, CancellationToken ct) => runner.ReadAsync(async (session, stop) =>
    {
        var rows = await session.Statement("""
            SELECT COALESCE(SUM(depth) FILTER (WHERE held = 0), 0), COALESCE(SUM(depth - 1) FILTER (WHERE held = 1), 0),
                COUNT(*) FILTER (WHERE lease <> 0), MIN(since) FILTER (WHERE held = 0), MIN(CASE WHEN due_at < 0 THEN due_at + 4611686018427387904 ELSE due_at END) FILTER (WHERE held = 0 AND lease = 0),
                (SELECT COUNT(*) FROM envelopes v WHERE v.state = 1 AND v.code IS NOT NULL AND v.lane = $1)
            FROM strands WHERE lane = $1
            """)
            .Text(lane)
            .ReadAsync(r => new LaneDepth(r.GetInt64(0), r.GetInt64(1), r.GetInt64(5), r.GetInt64(2), r.Time(3), r.Time(4)), stop);
        return rows.Single();
    }, ct);

    public Task SetPausedAsync(string lane, bool isPaused, string? reason, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync(async (session, stop) =>
    {
        session.Audit(audit);
        session.RingAfterCommit(lane);
        return await session.Statement("""
            INSERT INTO lanes (lane, paused, paused_by, pause_reason) VALUES ($1, $2, $3, $4)
            ON CONFLICT (lane) DO UPDATE SET paused = excluded.paused, paused_by = excluded.paused_by, pause_reason = excluded.pause_reason
            """)
            .Text(lane).Flag(isPaused).Text(isPaused ? audit.Actor : null).Text(isPaused ? reason : null).RunAsync(stop);
    }, ct);

    public Task<bool> SaveBreakerAsync(LaneRow row, CancellationToken ct) => runner.WriteAsync(async (session, stop) =>
    {
        session.RingAfterCommit(row.Lane);
        var batch = session.Batch();
        batch.Add("""
            INSERT INTO lanes (lane, breaker, breaker_reason, open_since, probe_at, probes_failed, version) VALUES ($1, $2, $3, $4, $5, $6, $7 + 1)
            ON CONFLICT (lane) DO UPDATE SET breaker = excluded.breaker, breaker_reason = excluded.breaker_reason, open_since = excluded.open_since,
                probe_at = excluded.probe_at, probes_failed = excluded.probes_failed, version = excluded.version
            WHERE lanes.version = $7
            RETURNING 1
            """)
            .Text(row.Lane).Int((int)row.Breaker).Text(row.BreakerReason).Time(row.OpenSince).Time(row.ProbeAt).Int(row.ProbesFailed).Long(row.Version);
        batch.Add(Row).Text(row.Lane);
        return await batch.ReadAsync(async reader =>
        {
            var isSaved = (await reader.RowsAsync(_ => true)).Count == 1;
            await reader.NextResultAsync(stop);
            var stands = (await reader.RowsAsync(r => LaneClaim.Row(r, row.Lane))).SingleOrDefault();
            return isSaved || (session.IsInDoubt && stands is { } other && other == row with
            {
                Version = row.Version + 1,
                IsPaused = other.IsPaused,
                PausedBy = other.PausedBy,
                PauseReason = other.PauseReason,
            });
        }, stop);
    }, ct);
}
