using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Core.Trust;
using static Hub.Storage.Postgres.PostgresRows;

namespace Hub.Storage.Postgres;

internal sealed class PostgresOutbox(PostgresRunner runner, PostgresClaims claims, PostgresNotices notices, PostgresSettling settling, TimeProvider clock) : IOutbox
{
    private static readonly TimeSpan LongestLease = TimeSpan.FromHours(1);

    public Task<Claim<Delivery>> ClaimAsync(ClaimRequest request, CancellationToken ct) => claims.ClaimAsync(request, ct);

    public Task<Claim<Notice>> AnnounceAsync(ClaimRequest request, CancellationToken ct) => claims.AnnounceAsync(request, ct);

    public Task<IReadOnlyList<Delivery?>> TakeAsync(IReadOnlyList<Notice> announced, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct) =>
        notices.TakeAsync(announced, now, leaseUntil, ct);

    public Task ReleaseAsync(IReadOnlyList<Notice> announced, DateTimeOffset dueAt, CancellationToken ct) => notices.ReleaseAsync(announced, dueAt, ct);

    public Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken ct) => settling.SettleAsync(settlements, ct);

    public Task RefundAsync(IReadOnlyList<Charge> charges, DateTimeOffset dueAt, CancellationToken ct) =>
        runner.WriteAsync((session, stop) =>
        {
            var batch = session.Batch();
            batch.Add("""
                SELECT 1 FROM (SELECT DISTINCT v.lane, v.key FROM envelopes v WHERE v.id = ANY ($1::bytea[]) AND v.state = 0 ORDER BY v.lane, v.key) t
                CROSS JOIN LATERAL (SELECT 1 FROM strands x WHERE x.lane = t.lane AND x.key = t.key FOR UPDATE) s
                """).BytesMany([.. charges.Select(charge => charge.Id.Bytes())]);
            foreach (var (id, attempts) in charges.OrderByDescending(charge => charge.Attempts))
            {
                batch.Add("UPDATE envelopes SET attempts = attempts - 1 WHERE id = $1 AND state = 0 AND attempts >= GREATEST($2, 1)").Bytes(id.Bytes()).Int(attempts);
                batch.Add("""
                    UPDATE strands s SET due_at = $2 FROM envelopes v
                    WHERE v.id = $1 AND v.state = 0 AND s.lane = v.lane AND s.key = v.key AND s.held = 0 AND s.lease = 0
                    """).Bytes(id.Bytes()).Time(dueAt);
            }

            return batch.RunAsync(stop);
        }, ct);

    public Task<int> RescueAsync(DateTimeOffset now, bool all, CancellationToken ct) =>
        runner.WriteAsync(async (session, stop) =>
        {
            // What somebody settles at this moment is not lost. A lease that ends later than any can was dated by a clock that was ahead; whoever holds it
            // may still be at work, for so long at most.
            var freed = await session.Statement("""
                WITH ahead AS (
                    UPDATE strands s SET lease_until = $4 FROM (
                        SELECT x.ctid AS place FROM strands x WHERE x.lease <> 0 AND x.lease_until > $4 AND x.lease_until > $1 FOR UPDATE SKIP LOCKED) a
                    WHERE s.ctid = a.place),
                lost AS MATERIALIZED (
                    SELECT s.lane, s.lease, s.leased FROM strands s WHERE s.lease <> 0 AND s.lease_until <= $1 ORDER BY s.lane, s.key FOR UPDATE SKIP LOCKED),
                tried AS (
                    INSERT INTO attempts (envelope_seq, try, started_at, ended_at, outcome, reason)
                    SELECT l.leased, COALESCE((SELECT a.try FROM attempts a WHERE a.envelope_seq = l.leased ORDER BY a.try DESC LIMIT 1), 0) + 1,
                        $2, $2, 'lost', 'the lease ran out before an answer was recorded'
                    FROM lost l WHERE l.leased <> 0),
                doubted AS (
                    UPDATE envelopes SET doubtful = 1, attempts = attempts + 1 WHERE seq = ANY (ARRAY(SELECT l.leased FROM lost l WHERE l.leased <> 0))),
                freed AS (
                    UPDATE strands s SET lease = 0, due_at = $2 - $3::bigint
                    WHERE s.lane = ANY (ARRAY(SELECT DISTINCT l.lane FROM lost l)) AND s.lease = ANY (ARRAY(SELECT l.lease FROM lost l)) AND s.lease <> 0
                    RETURNING s.lane)
                SELECT f.lane, count(*) FROM freed f GROUP BY f.lane
                """).Long(all ? long.MaxValue : PostgresTime.Of(now)).Time(now).Long(PostgresTime.AtOnceSpan).Time(now + LongestLease)
                .ReadAsync(r => (Lane: r.Str(0), Count: r.GetInt64(1)), stop);
            freed.ForEach(lane => session.RingAfterCommit(lane.Lane));
            return (int)freed.Sum(lane => lane.Count);
        }, ct);

    public async Task<DateTimeOffset?> NextDueAsync(string lane, CancellationToken ct) =>
        (await runner.ReadAsync(
            (session, stop) => session.Statement("SELECT s.due_at FROM strands s WHERE s.lane = $1 AND s.held = 0 AND s.lease = 0 ORDER BY s.due_at LIMIT 1")
                .Text(lane).ReadAsync(r => r.GetInt64(0), stop), ct)) is [var due] ? Sooner(due, clock.GetUtcNow()) : null;

    private static DateTimeOffset Sooner(long due, DateTimeOffset now) => due < 0 && PostgresTime.Due(due) > now ? now : PostgresTime.Due(due);

    public Task<int> CommandAsync(IReadOnlyList<EnvelopeDraft> drafts, AuditEntry audit, CancellationToken ct) =>
        runner.RunUnderGateAsync(async (session, stop) =>
        {
            var waiting = await session.Statement("""
                SELECT t.lane, t.key, t.type FROM unnest($1::text[], $2::text[], $3::text[]) AS t (lane, key, type)
                WHERE EXISTS (
                    SELECT 1 FROM (SELECT x.head FROM strands x WHERE x.lane = t.lane AND x.key = t.key LIMIT 1) s CROSS JOIN LATERAL (
                        SELECT 1 FROM envelopes v WHERE v.lane = t.lane AND v.key = t.key AND v.seq >= s.head AND v.state < 2 AND v.type = t.type LIMIT 1) w)
                """)
                .Texts([.. drafts.Select(draft => draft.Lane)]).Texts([.. drafts.Select(draft => draft.Key)]).Texts([.. drafts.Select(draft => draft.Type)])
                .ReadAsync(r => (r.Str(0), r.Str(1), r.Str(2)), stop);
            HashSet<(string, string, string)> there = [.. waiting];
            var rows = new EnvelopeRows();
            var written = 0;
            foreach (var draft in drafts.Where(draft => there.Add((draft.Lane, draft.Key, draft.Type))))
            {
                rows.Add(draft, session.Gate.NextEnvelope(), null, null, audit.At);
                written++;
            }

            rows.Write(session, session.Last);
            session.Audit(audit);
            return written;
        }, ct);

    public Task<IReadOnlyList<EnvelopeRecord>> OfEventAsync(long eventSeq, CancellationToken ct) =>
        runner.ReadAsync<IReadOnlyList<EnvelopeRecord>>(async (session, stop) =>
        {
            var records = await session.Statement($"SELECT {EnvelopeColumns} FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq WHERE v.event_seq = $1 ORDER BY v.seq")
                .Long(eventSeq).ReadAsync(Envelope, stop);
            for (var i = 0; i < records.Count; i++)
            {
                records[i] = await session.AddHistoryAsync(records[i], stop);
            }

            return records;
        }, ct);

    public async Task<PartnerState?> StateAsync(string lane, string key, CancellationToken ct) =>
        (await runner.ReadAsync(
            (session, stop) => session.Statement("SELECT json, doubt, checked_at FROM partner_state WHERE lane = $1 AND key = $2").Text(lane).Text(key)
                .ReadAsync(r => new PartnerState(r.Str(0), r.GetInt32(1), r.Time(2)), stop), ct)).FirstOrDefault();
}
