using Hub.Core.Outbox;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>
/// Leases what a lane's limits allow over all instances, in one way there and back: the lane's row is locked first, so of those who ask at
/// once each sees what the one before has taken.
/// </summary>
internal static class LaneClaim
{
    public const string LaneColumns = "l.paused, l.paused_by, l.pause_reason, l.breaker, l.breaker_reason, l.open_since, l.probe_at, l.probes_failed, l.version";

    private const string Lock = $"SELECT {LaneColumns} FROM lanes l WHERE l.lane = $1 FOR UPDATE";

    private const string RedateStrands = """
        UPDATE strands s SET due_at = $4 FROM (
            SELECT x.ctid AS place FROM strands x WHERE x.lane = $1 AND x.held = 0 AND x.lease = 0 AND x.due_at > $2
            AND (SELECT a.ended_at FROM attempts a WHERE a.envelope_seq = x.head ORDER BY a.try DESC LIMIT 1) > $3 FOR UPDATE OF x SKIP LOCKED) a
        WHERE s.ctid = a.place
        """;

    private const string RedateProbes = "UPDATE receivers SET probe_at = $2 WHERE lane = $1 AND breaker = 1 AND probe_at > $3";

    // Longer than the pauses between probes.
    private static readonly TimeSpan ProbeSlack = TimeSpan.FromMinutes(2);

    // The bucket is filled as TokenLevel fills it. What is due at once and what a time has come for are two ranges of one index, each in its order.
    private const string Limits = """
        WITH lane AS MATERIALIZED (
            SELECT l.paused, l.breaker, (SELECT count(*) FROM strands s WHERE s.lane = $1 AND s.lease <> 0) AS leased,
                CASE WHEN $2::double precision > 0 THEN CASE WHEN l.tokens IS NULL THEN GREATEST(1, $2)
                    ELSE LEAST(GREATEST(1, $2), l.tokens + GREATEST(0, $3::bigint - l.tokens_at) / 1000000.0::double precision * $2) END END AS tokens
            FROM lanes l WHERE l.lane = $1),
        room AS MATERIALIZED (
            SELECT leased, tokens, CASE WHEN paused <> 0 OR breaker = 1 THEN 0 ELSE GREATEST(0, LEAST(
                $4::bigint, (CASE WHEN breaker = 2 THEN 1 ELSE $5::bigint END) - leased, COALESCE(floor(tokens + 1e-9)::bigint, $4))) END AS allowed
            FROM lane),
        fresh AS MATERIALIZED (
            SELECT s.ctid AS place, s.due_at + 4611686018427387904 AS since FROM strands s WHERE s.lane = $1 AND s.held = 0 AND s.lease = 0 AND s.due_at < 0
            ORDER BY s.due_at LIMIT COALESCE((SELECT allowed FROM room), 0) FOR UPDATE SKIP LOCKED),
        timely AS MATERIALIZED (
            SELECT s.ctid AS place, s.due_at AS since FROM strands s WHERE s.lane = $1 AND s.held = 0 AND s.lease = 0 AND s.due_at BETWEEN 0 AND $3
            ORDER BY s.due_at LIMIT COALESCE((SELECT allowed FROM room), 0) FOR UPDATE SKIP LOCKED),
        due AS MATERIALIZED (
            SELECT d.place FROM (SELECT f.place, f.since FROM fresh f UNION ALL SELECT t.place, t.since FROM timely t) d
            ORDER BY d.since LIMIT COALESCE((SELECT allowed FROM room), 0)),
        numbered AS MATERIALIZED (SELECT place, row_number() OVER () AS n FROM due),
        """;

    // A level from a clock that was ahead is dated anew even where nothing is taken, as TokenLevel dates it; left, it would give no token until that time has come.
    private const string Spend = """
        spent AS (
            UPDATE lanes l SET tokens = r.tokens - (SELECT count(*) FROM taken), tokens_at = $3 FROM room r
            WHERE l.lane = $1 AND r.tokens IS NOT NULL AND (l.tokens_at > $3 OR EXISTS (SELECT 1 FROM taken)))
        """;

    // By its place, as it was locked. A strand that grew while it was being locked has another one now, and is left for the next claim.
    private const string OfThese = "s.ctid = d.place";

    // When to come again where less was taken than allowed: at once for a strand that had grown, else when the next is due. What is due and
    // somebody has locked is not waited for: whoever holds it rings.
    private const string Next = """
        CASE WHEN (SELECT count(*) FROM taken) < (SELECT count(*) FROM numbered) THEN $3
            WHEN (SELECT count(*) FROM numbered) < r.allowed THEN
                (SELECT s.due_at FROM strands s WHERE s.lane = $1 AND s.held = 0 AND s.lease = 0 AND s.due_at > $3 ORDER BY s.due_at LIMIT 1) END
        """;

    private static readonly string Deliveries = $"""
        {Limits}
        taken AS (
            UPDATE strands s SET lease = $6::bigint + d.n, lease_until = $7::bigint, leased = s.head FROM numbered d
            WHERE {OfThese} RETURNING {DeliveryRows.Taken}),
        {Spend}
        SELECT r.leased, r.allowed, r.tokens, {Next}, d.* FROM room r LEFT JOIN LATERAL ({DeliveryRows.OfTaken("$8")}) d ON true
        """;

    private const string Notices = $"""
        {Limits}
        taken AS (
            UPDATE strands s SET lease = $6::bigint + d.n, lease_until = $7::bigint, leased = 0 FROM numbered d
            WHERE {OfThese} RETURNING s.lease, s.key, s.due_at),
        {Spend}
        SELECT r.leased, r.allowed, r.tokens, {Next}, d.lease, d.key, d.due_at FROM room r LEFT JOIN taken d ON true
        """;

    /// <summary>What the database answered; without a row the lane has never been seen.</summary>
    public sealed record Answer<T>(LaneRow? Lane, long Leased, long Allowed, double? Tokens, long? NextAt, List<(long DueAt, string Key, T Item)> Items);

    /// <summary>Leases and reads the heads.</summary>
    public static Task<Answer<Core.Envelopes.Delivery>> DeliverAsync(this PostgresSession session, ClaimRequest request, long tokens, CancellationToken ct) =>
        session.ClaimAsync(request, tokens, Deliveries, batch => batch.Long(DeliveryRows.FloorOf(request.Now)), r => (DeliveryRows.DueAt(r), r.Str(DeliveryRows.From + 1), DeliveryRows.Delivery(r, request.Lane)), ct);

    /// <summary>Leases without naming an envelope in delivery.</summary>
    public static Task<Answer<Notice>> AnnounceAsync(this PostgresSession session, ClaimRequest request, long tokens, CancellationToken ct) =>
        session.ClaimAsync(request, tokens, Notices, static batch => batch, r => (r.GetInt64(6), r.Str(5), new Notice(request.Lane, r.Str(5), r.GetInt64(4))), ct);

    public static LaneRow Row(NpgsqlDataReader r, string lane) => new()
    {
        Lane = lane,
        IsPaused = r.GetInt32(0) != 0,
        PausedBy = r.Text(1),
        PauseReason = r.Text(2),
        Breaker = (BreakerState)r.GetInt32(3),
        BreakerReason = r.Text(4),
        OpenSince = r.Time(5),
        ProbeAt = r.Time(6),
        ProbesFailed = r.GetInt32(7),
        Version = r.GetInt64(8),
    };

    /// <summary>Locks the lane and tells how it stands.</summary>
    public static PostgresStatement LockLane(this PostgresBatch batch, string lane) => batch.Add(Lock).Text(lane);

    /// <summary>Finds what a clock that was ahead has dated, once the lane is locked.</summary>
    public static void Redate(this PostgresBatch batch, ClaimRequest request)
    {
        if (request.RedateBeyond is { } beyond)
        {
            batch.Add(RedateStrands).Text(request.Lane).Time(beyond).Time(request.Now).Long(PostgresTime.AtOnce(request.Now));
            batch.Add(RedateProbes).Text(request.Lane).Time(request.Now).Time(request.LeaseUntil + ProbeSlack);
        }
    }

    private static Task<Answer<T>> ClaimAsync<T>(
        this PostgresSession session, ClaimRequest request, long tokens, string sql, Func<PostgresStatement, PostgresStatement> further,
        Func<NpgsqlDataReader, (long, string, T)> item, CancellationToken ct)
    {
        var batch = session.Batch();
        batch.LockLane(request.Lane);
        batch.Redate(request);
        further(batch.Add(sql).Text(request.Lane).Double(request.RatePerSecond).Time(request.Now).Long(request.Max).Long(request.Concurrency)
            .Long(tokens).Time(request.LeaseUntil));
        return batch.ReadAsync(async reader =>
        {
            var lane = (await reader.RowsAsync(r => Row(r, request.Lane))).SingleOrDefault();
            await reader.NextResultAsync(CancellationToken.None);
            var (leased, allowed, level, next, items) = (0L, 0L, (double?)null, (long?)null, new List<(long, string, T)>());
            while (await reader.ReadAsync(CancellationToken.None))
            {
                (leased, allowed, level, next) = (reader.GetInt64(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetDouble(2), reader.Long(3));
                if (!reader.IsDBNull(DeliveryRows.From))
                {
                    items.Add(item(reader));
                }
            }

            return new Answer<T>(lane, leased, allowed, level, next, items);
        }, ct);
    }
}
