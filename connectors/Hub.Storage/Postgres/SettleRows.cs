using Hub.Core.Outbox;

namespace Hub.Storage.Postgres;

/// <summary>Settlements of different strands as the columns of a few statements, in the order in which strands are locked.</summary>
internal sealed class SettleRows
{
    // The strands are found by their tokens and the envelopes by their numbers, each through its index, whatever the planner believes of the tables.
    private const string Mine = "s.lane = ANY ($1::text[]) AND s.lease = ANY ($2::bigint[]) AND s.lease <> 0";
    private const string InDelivery = $"v.seq = ANY (ARRAY(SELECT s.leased FROM strands s WHERE {Mine}))";
    private readonly Settlement[] _all;

    /// <param name="settlements">No two of one strand.</param>
    public SettleRows(IEnumerable<Settlement> settlements) =>
        _all = [.. settlements.OrderBy(s => (s.Delivery.Envelope.Lane, s.Delivery.Envelope.Key), StrandOrder.Instance)];

    /// <summary>Adds what settles them. A strand is known by its token: where another has it now, nothing is found to change.</summary>
    /// <param name="isInDoubt">They may have been settled already, and their attempts be written.</param>
    public void Write(PostgresBatch batch, bool isInDoubt)
    {
        Lock(batch);
        Record(batch, isInDoubt);
        Learn(batch);
        Complete(batch, [.. _all.Where(s => s.Fate is Fate.Complete)]);
        Again(batch, [.. _all.Where(s => s.Fate is Fate.Again)]);
        Dead(batch, [.. _all.Where(s => s.Fate is Fate.Dead)]);
    }

    /// <summary>Which of them still hold their strand, by the numbers that <see cref="Lock"/> returned.</summary>
    public IEnumerable<Settlement> Held(IEnumerable<long> numbers) => numbers.Select(n => _all[n - 1]);

    private void Lock(PostgresBatch batch) => Strands(batch.Add("""
        SELECT t.n FROM unnest($1::text[], $2::text[], $3::bigint[]) WITH ORDINALITY AS t (lane, key, lease, n)
        CROSS JOIN LATERAL (SELECT 1 FROM strands x WHERE x.lane = t.lane AND x.key = t.key AND x.lease = t.lease FOR UPDATE) s
        """), _all);

    // The bounds are known when the statement begins, so it opens only the months that it needs.
    private void Record(PostgresBatch batch, bool isInDoubt) => batch.Add($"""
        INSERT INTO attempts (envelope_seq, try, started_at, ended_at, outcome, code, reason, answer)
        SELECT t.seq, COALESCE((SELECT a.try FROM attempts a WHERE a.envelope_seq = t.seq AND a.envelope_seq >= $8 AND a.envelope_seq <= $9 ORDER BY a.try DESC LIMIT 1), 0) + 1,
            t.started_at, t.ended_at, t.outcome, t.code, t.reason, t.answer
        FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[])
            AS t (seq, started_at, ended_at, outcome, code, reason, answer)
        {(isInDoubt ? "WHERE NOT EXISTS (SELECT 1 FROM attempts a WHERE a.envelope_seq = t.seq AND a.started_at = t.started_at AND a.ended_at = t.ended_at AND a.outcome = t.outcome)" : "")}
        """)
        .Longs(Array.ConvertAll(_all, s => s.Delivery.Envelope.Seq))
        .Longs(Array.ConvertAll(_all, s => PostgresTime.Of(s.Attempt.StartedAt))).Longs(Array.ConvertAll(_all, s => PostgresTime.Of(s.Attempt.EndedAt)))
        .Texts(Array.ConvertAll(_all, s => s.Attempt.Outcome)).Texts(Array.ConvertAll(_all, s => s.Attempt.Code))
        .Texts(Array.ConvertAll(_all, s => s.Attempt.Reason)).Texts(Array.ConvertAll(_all, s => s.Attempt.Answer))
        .Long(_all.Min(s => s.Delivery.Envelope.Seq)).Long(_all.Max(s => s.Delivery.Envelope.Seq));

    private void Learn(PostgresBatch batch)
    {
        Settlement[] learnt = [.. _all.Where(s => s.State is not null)];
        if (learnt.Length == 0)
        {
            return;
        }

        Strands(batch.Add("""
            INSERT INTO partner_state AS p (lane, key, json, doubt, checked_at)
            SELECT t.lane, t.key, t.json, t.doubt, t.checked_at
            FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::integer[], $6::bigint[]) AS t (lane, key, lease, json, doubt, checked_at)
            WHERE EXISTS (SELECT 1 FROM strands x WHERE x.lane = t.lane AND x.key = t.key AND x.lease = t.lease)
            ON CONFLICT (lane, key) DO UPDATE SET json = excluded.json, doubt = excluded.doubt, checked_at = COALESCE(excluded.checked_at, p.checked_at)
            """), learnt)
            .Texts(Array.ConvertAll(learnt, s => s.State!.Json)).Ints(Array.ConvertAll(learnt, s => s.State!.Doubt))
            .Longs(Array.ConvertAll(learnt, s => PostgresTime.Of(s.State!.CheckedAt)));
    }

    private static void Complete(PostgresBatch batch, Settlement[] some)
    {
        if (some.Length == 0)
        {
            return;
        }

        // By their places, since the strands are locked: nothing is looked for twice. Most strands end with the delivery.
        Strands(batch.Add("""
            WITH mine AS MATERIALIZED (
                SELECT s.place, s.depth, s.head, s.leased, t.lane, t.key, t.ended_at, v.letter
                FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS t (lane, key, lease, ended_at)
                CROSS JOIN LATERAL (
                    SELECT x.ctid AS place, x.depth, x.head, x.leased FROM strands x WHERE x.lane = t.lane AND x.key = t.key AND x.lease = t.lease LIMIT 1) s
                CROSS JOIN LATERAL (SELECT y.ctid AS letter FROM envelopes y WHERE y.seq = s.leased LIMIT 1) v),
            done AS (
                UPDATE envelopes v SET state = 2, settled_at = m.ended_at, doubtful = 0, code = NULL, reason = NULL, attempts = v.attempts + 1
                FROM mine m WHERE v.ctid = m.letter),
            over AS (DELETE FROM strands s USING mine m WHERE s.ctid = m.place AND m.depth <= 1)
            UPDATE strands s SET depth = s.depth - 1, lease = 0, due_at = m.ended_at - $5::bigint, head = n.seq, since = n.created_at,
                held = (EXISTS (SELECT 1 FROM envelopes v WHERE v.lane = m.lane AND v.key = m.key AND v.state = 1 AND v.code IS NOT NULL))::integer
            FROM mine m LEFT JOIN LATERAL (
                SELECT v.seq, v.created_at FROM envelopes v
                WHERE v.lane = m.lane AND v.key = m.key AND v.seq >= m.head AND v.seq <> m.leased AND v.state < 2 ORDER BY v.seq LIMIT 1) n ON true
            WHERE s.ctid = m.place AND m.depth > 1 RETURNING s.lane
            """), some).Longs(Array.ConvertAll(some, s => PostgresTime.Of(s.Attempt.EndedAt))).Long(PostgresTime.AtOnceSpan);
    }

    private static void Again(PostgresBatch batch, Settlement[] some)
    {
        if (some.Length == 0)
        {
            return;
        }

        var fates = Array.ConvertAll(some, s => (Fate.Again)s.Fate);
        Numbers(batch.Add($"""
            UPDATE envelopes v SET attempts = attempts + {Of("$4::integer[]")}, doubtful = GREATEST(doubtful, {Of("$5::integer[]")}), code = NULL, reason = {Of("$6::text[]")}
            WHERE {InDelivery}
            """), some)
            .Ints(Array.ConvertAll(fates, fate => fate.Counted ? 1 : 0)).Ints(Array.ConvertAll(fates, fate => fate.Doubtful ? 1 : 0))
            .Texts(Array.ConvertAll(some, s => s.Attempt.Reason));

        // An earlier one that a person retried meanwhile is the head now; it need not wait for this one's time.
        Tokens(batch.Add($"""
            UPDATE strands s SET lease = 0, due_at = CASE
                WHEN s.head < s.leased
                THEN LEAST(($3::bigint[])[array_position($2::bigint[], s.lease)], ($4::bigint[])[array_position($2::bigint[], s.lease)])
                ELSE ($3::bigint[])[array_position($2::bigint[], s.lease)] END
            WHERE {Mine}
            """), some)
            .Longs(Array.ConvertAll(fates, fate => PostgresTime.Of(fate.DueAt))).Longs(Array.ConvertAll(some, s => PostgresTime.AtOnce(s.Attempt.EndedAt)));
    }

    private static void Dead(PostgresBatch batch, Settlement[] some)
    {
        if (some.Length == 0)
        {
            return;
        }

        var fates = Array.ConvertAll(some, s => (Fate.Dead)s.Fate);
        Ended(batch.Add($"""
            UPDATE envelopes v SET state = 1, settled_at = {Of("$4::bigint[]")}, attempts = attempts + 1, doubtful = GREATEST(doubtful, {Of("$5::integer[]")}),
                code = {Of("$6::text[]")}, reason = {Of("$7::text[]")}
            WHERE {InDelivery}
            """), some)
            .Ints(Array.ConvertAll(fates, fate => fate.Doubtful ? 1 : 0)).Texts(Array.ConvertAll(fates, fate => fate.Code)).Texts(Array.ConvertAll(fates, fate => fate.Reason));
        Tokens(batch.Add($"UPDATE strands s SET lease = 0, held = 1 WHERE {Mine}"), some);
    }

    private static string Of(string column) => $"({column})[array_position($3::bigint[], v.seq)]";

    private static PostgresStatement Tokens(PostgresStatement statement, Settlement[] some) => statement
        .Texts([.. some.Select(s => s.Delivery.Envelope.Lane).Distinct(StringComparer.Ordinal)]).Longs(Array.ConvertAll(some, s => s.Delivery.Lease));

    private static PostgresStatement Numbers(PostgresStatement statement, Settlement[] some) =>
        Tokens(statement, some).Longs(Array.ConvertAll(some, s => s.Delivery.Envelope.Seq));

    private static PostgresStatement Ended(PostgresStatement statement, Settlement[] some) => Numbers(statement, some).Longs(Array.ConvertAll(some, s => PostgresTime.Of(s.Attempt.EndedAt)));

    private static PostgresStatement Strands(PostgresStatement statement, Settlement[] some) => statement
        .Texts(Array.ConvertAll(some, s => s.Delivery.Envelope.Lane)).Texts(Array.ConvertAll(some, s => s.Delivery.Envelope.Key))
        .Longs(Array.ConvertAll(some, s => s.Delivery.Lease));
}
