using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.Storage.Postgres;

internal sealed class PostgresReceivers(PostgresRunner runner) : IReceivers
{
    public Task AssignAsync(IReadOnlyList<(Delivery Delivery, string Receiver)> deliveries, CancellationToken ct) => runner.WriteAsync((session, stop) =>
    {
        // In the one order in which everybody locks strands.
        var ordered = deliveries.OrderBy(one => (one.Delivery.Envelope.Lane, one.Delivery.Envelope.Key), StrandOrder.Instance).ToList();
        foreach (var lane in ordered.Select(one => one.Delivery.Envelope.Lane).Distinct(StringComparer.Ordinal))
        {
            session.RingAfterCommit(lane);
        }

        return session.Statement("""
            UPDATE strands s SET receiver = m.receiver, lease = 0, leased = 0 FROM (
                SELECT x.place, t.receiver FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS t (lane, key, lease, receiver)
                CROSS JOIN LATERAL (SELECT y.ctid AS place FROM strands y WHERE y.lane = t.lane AND y.key = t.key AND y.lease = t.lease FOR UPDATE) x) m
            WHERE s.ctid = m.place
            """)
            .Texts(ordered.ConvertAll(one => (string?)one.Delivery.Envelope.Lane)).Texts(ordered.ConvertAll(one => (string?)one.Delivery.Envelope.Key))
            .Longs(ordered.ConvertAll(one => one.Delivery.Lease)).Texts(ordered.ConvertAll(one => (string?)one.Receiver)).RunAsync(stop);
    }, ct);

    // Whether a lost answer was a yes is not asked: what stands then comes with the next delivery.
    public Task<IReadOnlyList<bool>> SaveAsync(string lane, IReadOnlyList<FailingReceiver> failing, CancellationToken ct) => runner.WriteAsync<IReadOnlyList<bool>>(async (session, stop) =>
    {
        session.RingAfterCommit(lane);
        var ordered = failing.OrderBy(row => row.Receiver, StringComparer.Ordinal).ToList();
        var saved = await session.Statement("""
            INSERT INTO receivers AS r (lane, receiver, breaker, breaker_reason, open_since, probe_at, probes_failed, version)
            SELECT $1, t.receiver, t.breaker, t.reason, t.since, t.probe_at, t.failed, t.version + 1
            FROM unnest($2::text[], $3::integer[], $4::text[], $5::bigint[], $6::bigint[], $7::integer[], $8::bigint[])
                AS t (receiver, breaker, reason, since, probe_at, failed, version)
            ON CONFLICT (lane, receiver) DO UPDATE SET breaker = excluded.breaker, breaker_reason = excluded.breaker_reason, open_since = excluded.open_since,
                probe_at = excluded.probe_at, probes_failed = excluded.probes_failed, version = excluded.version
            WHERE r.version = excluded.version - 1
            RETURNING r.receiver
            """)
            .Text(lane).Texts(ordered.ConvertAll(row => (string?)row.Receiver)).Ints(ordered.ConvertAll(row => row.Standing.IsAway ? 1 : 0))
            .Texts(ordered.ConvertAll(row => row.Standing.Reason)).Longs(ordered.ConvertAll(row => PostgresTime.Of(row.Standing.Since)))
            .Longs(ordered.ConvertAll(row => PostgresTime.Of(row.Standing.ProbeAt))).Ints(ordered.ConvertAll(row => row.Standing.ProbesFailed))
            .Longs(ordered.ConvertAll(row => row.Standing.Version)).ReadAsync(r => r.Str(0), stop);
        HashSet<string> names = [.. saved];
        return [.. failing.Select(row => names.Contains(row.Receiver))];
    }, ct);

    public Task ClearAsync(string lane, IReadOnlyList<string> answered, CancellationToken ct) => runner.WriteAsync((session, stop) =>
    {
        session.RingAfterCommit(lane);
        return session.Statement("""
            DELETE FROM receivers r USING (
                SELECT x.place FROM (SELECT n.name FROM unnest($2::text[]) AS n (name) ORDER BY n.name COLLATE "C") t
                CROSS JOIN LATERAL (SELECT y.ctid AS place FROM receivers y WHERE y.lane = $1 AND y.receiver = t.name FOR UPDATE) x) m
            WHERE r.ctid = m.place
            """).Text(lane).Texts([.. answered]).RunAsync(stop);
    }, ct);

    public Task<IReadOnlyList<FailingReceiver>> FailingAsync(string lane, int limit, CancellationToken ct) => runner.ReadAsync<IReadOnlyList<FailingReceiver>>(
        async (session, stop) => await session.Statement("""
            SELECT receiver, breaker, breaker_reason, open_since, probe_at, probes_failed, version FROM receivers WHERE lane = $1
            ORDER BY breaker DESC, receiver LIMIT $2
            """).Text(lane).Int(limit).ReadAsync(r => new FailingReceiver(r.Str(0), DeliveryRows.Standing(r, 1)!), stop), ct);
}
