using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.Storage.Postgres;

/// <summary>Announced strands: taken by a worker, or given back.</summary>
internal sealed class PostgresNotices(PostgresRunner runner, TimeProvider clock)
{
    // First in the one order, so that nobody waits in a circle; what stands then is read by the statements after it.
    private const string Lock = """
        SELECT 1 FROM unnest($1::text[], $2::text[], $3::bigint[]) AS t (lane, key, lease)
        CROSS JOIN LATERAL (SELECT 1 FROM strands x WHERE x.lane = t.lane AND x.key = t.key AND x.lease = t.lease AND x.leased = 0 FOR UPDATE) s
        """;

    private const string Announced = """
        s.lane = ANY ($1::text[]) AND s.lease = ANY ($3::bigint[]) AND s.lease <> 0 AND s.leased = 0
        AND EXISTS (SELECT 1 FROM unnest($1::text[], $2::text[], $3::bigint[]) AS t (lane, key, lease) WHERE t.lane = s.lane AND t.key = s.key AND t.lease = s.lease)
        """;

    // Of one lane, with the tokens in order: each finds its key by its place, where a join would compare every pair of them.
    private const string AnnouncedThere = """
        s.lane = $1 AND s.lease = ANY ($3::bigint[]) AND s.lease <> 0 AND s.leased = 0
        AND s.key = ($2::text[])[width_bucket(s.lease, $3::bigint[])]
        """;

    private const string AtRest = "EXISTS (SELECT 1 FROM lanes l WHERE l.lane = $1 AND (l.paused <> 0 OR l.breaker = 1))";

    public async Task<IReadOnlyList<Delivery?>> TakeAsync(IReadOnlyList<Notice> notices, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct)
    {
        var deliveries = new Delivery?[notices.Count];

        // The same notice twice is one delivery. Two that claim one token go after each other: at most one of them tells the truth.
        foreach (var round in Enumerable.Range(0, notices.Count).DistinctBy(i => notices[i]).GroupBy(i => (notices[i].Lane, notices[i].Lease))
            .SelectMany(same => same.Select((place, n) => (Place: place, Round: (same.Key.Lane, n)))).GroupBy(of => of.Round, of => of.Place))
        {
            int[] places = [.. round];
            var taken = (await runner.AddOldAsync(
                await TakeAsync(round.Key.Lane, Array.ConvertAll(places, i => notices[i]), now, leaseUntil, ct), DeliveryRows.FloorOf(now), ct))
                .ToDictionary(delivery => delivery.Lease);
            foreach (var place in places)
            {
                deliveries[place] = taken.GetValueOrDefault(notices[place].Lease);
            }
        }

        return deliveries;
    }

    public Task ReleaseAsync(IReadOnlyList<Notice> notices, DateTimeOffset dueAt, CancellationToken ct)
    {
        var ordered = Ordered(notices);
        return runner.WriteAsync(async (session, stop) =>
        {
            var batch = session.Batch();
            Name(batch.Lock(Lock), ordered);
            Name(batch.Add($"UPDATE strands s SET lease = 0, due_at = $4 WHERE {Announced}"), ordered).Long(dueAt <= clock.GetUtcNow() ? PostgresTime.AtOnce(dueAt) : PostgresTime.Of(dueAt));
            foreach (var notice in ordered)
            {
                session.RingAfterCommit(notice.Lane);
            }

            return await batch.RunAsync(stop);
        }, ct);
    }

    // Whether a lost answer was a yes cannot be told: the lease would say so under either name. The notice comes again, is void, and the
    // rescuer frees the strand.
    private Task<List<Delivery>> TakeAsync(string lane, Notice[] notices, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct)
    {
        var ordered = Ordered(notices);
        Notice[] byToken = [.. ordered.OrderBy(notice => notice.Lease)];
        PostgresStatement There(PostgresStatement statement) => statement
            .Text(lane).Texts(Array.ConvertAll(byToken, notice => notice.Key)).Longs(Array.ConvertAll(byToken, notice => notice.Lease));
        return runner.WriteOnceAsync((session, stop) =>
        {
            var batch = session.Batch();
            batch.Lock("SELECT 1 FROM lanes WHERE lane = $1 FOR SHARE").Text(lane);
            Name(batch.Lock(Lock), ordered);
            There(batch.Add($"UPDATE strands s SET lease = 0, due_at = $4 WHERE {AnnouncedThere} AND {AtRest}")).Long(PostgresTime.AtOnce(now));
            There(batch.Add($"""
                WITH taken AS (
                    UPDATE strands s SET lease_until = $4, leased = s.head WHERE {AnnouncedThere} AND NOT {AtRest} RETURNING {DeliveryRows.Taken})
                SELECT 0, 0, 0, 0, d.* FROM ({DeliveryRows.OfTaken("$5")}) d
                """)).Time(leaseUntil).Long(DeliveryRows.FloorOf(now));
            session.RingAfterCommit(lane);
            return batch.ReadLastAsync(r => DeliveryRows.Delivery(r, lane), stop);
        }, ct);
    }

    private static PostgresStatement Name(PostgresStatement statement, Notice[] notices) => statement
        .Texts(Array.ConvertAll(notices, notice => notice.Lane)).Texts(Array.ConvertAll(notices, notice => notice.Key))
        .Longs(Array.ConvertAll(notices, notice => notice.Lease));

    private static Notice[] Ordered(IReadOnlyList<Notice> notices) =>
        [.. notices.Distinct().OrderBy(notice => (notice.Lane, notice.Key), StrandOrder.Instance)];
}
