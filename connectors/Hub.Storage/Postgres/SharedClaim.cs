using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>Leases the strands of these keys, numbered from the token on, and reads what came of it.</summary>
internal delegate Task<List<T>> SharedLease<T>(PostgresBatch batch, ClaimRequest request, IReadOnlyList<string> keys, long token, CancellationToken ct);

/// <summary>
/// Leases so that each receiver of the lane has its share of the slots. In a transaction of several ways there and back, under the lock of the lane's row:
/// what stands and what is due is read first, the share is reckoned here, then the strands are leased.
/// </summary>
internal sealed class SharedClaim
{
    internal const string Leased = """
        SELECT g.receiver, g.leased, EXISTS (SELECT 1 FROM receivers r WHERE g.receiver <> '' AND r.lane = $1 AND r.receiver = g.receiver)
        FROM (SELECT s.receiver, count(*)::integer AS leased FROM strands s WHERE s.lane = $1 AND s.lease <> 0 GROUP BY s.receiver) g
        """;

    internal const string AtOnce = $"SELECT {Columns} FROM (SELECT s.key, s.receiver, s.due_at FROM strands s WHERE {Free} AND s.due_at < 0 ORDER BY s.due_at LIMIT $2) s {Standings}";

    internal const string InTime =
        $"SELECT {Columns} FROM (SELECT s.key, s.receiver, s.due_at FROM strands s WHERE {Free} AND s.due_at BETWEEN 0 AND $2 ORDER BY s.due_at LIMIT $3) s {Standings}";

    internal const string NextTimes = $"""
        SELECT (SELECT s.due_at FROM strands s WHERE {Free} AND s.due_at > $2 ORDER BY s.due_at LIMIT 1),
            (SELECT r.probe_at FROM receivers r WHERE r.lane = $1 AND r.breaker = 1 AND r.probe_at > $2 ORDER BY r.probe_at LIMIT 1)
        """;

    // From one receiver to the next by the index, however many strands of each wait.
    internal const string Receivers = $"""
        WITH RECURSIVE hop AS (
            (SELECT s.key, s.receiver, s.due_at FROM strands s WHERE {OfLane} AND {Place} > $1::text || '/' || $2::text ORDER BY {Place}, s.due_at LIMIT 1)
            UNION ALL
            SELECT n.key, n.receiver, n.due_at FROM hop h CROSS JOIN LATERAL (
                SELECT s.key, s.receiver, s.due_at FROM strands s WHERE {OfLane} AND {Place} > $1::text || '/' || h.receiver ORDER BY {Place}, s.due_at LIMIT 1) n)
        SELECT {Columns} FROM (SELECT h.key, h.receiver, h.due_at FROM hop h LIMIT $3) s {Standings}
        """;

    internal const string OfReceivers = $"""
        SELECT t.receiver, x.key FROM unnest($2::text[]) AS t (receiver) CROSS JOIN LATERAL (
            SELECT s.key, s.due_at FROM strands s WHERE s.held = 0 AND s.lease = 0 AND {Place} = $1::text || '/' || t.receiver AND s.due_at <= $3 ORDER BY s.due_at LIMIT $4) x
        """;

    // Somebody may have locked one since it was read; it is left for the next claim. By its key alone, so that no index of all that is free is read instead.
    private const string Numbered = """
        WITH numbered AS MATERIALIZED (
            SELECT x.place, t.n FROM unnest($2::text[]) WITH ORDINALITY AS t (key, n)
            CROSS JOIN LATERAL (SELECT y.ctid AS place, y.held, y.lease FROM strands y WHERE y.lane = $1 AND y.key = t.key LIMIT 1 FOR UPDATE SKIP LOCKED) x
            WHERE x.held = 0 AND x.lease = 0),
        """;

    // As the index has it. No lane's name has a slash, and the digit 0 is the character after it.
    private const string Place = "(s.lane || '/' || s.receiver)";
    private const string OfLane = $"s.held = 0 AND s.lease = 0 AND {Place} < $1::text || '0'";
    private const string Free = "s.lane = $1 AND s.held = 0 AND s.lease = 0";
    private const string Columns = "s.key, s.receiver, s.due_at, r.breaker, r.breaker_reason, r.open_since, r.probe_at, r.probes_failed, r.version";
    private const string Standings = "LEFT JOIN LATERAL (SELECT * FROM receivers y WHERE s.receiver <> '' AND y.lane = $1 AND y.receiver = s.receiver LIMIT 1) r ON true";
    private const int LeastWindow = 64;
    private const int Page = 64;
    private static readonly TimeSpan UntilOthersSettle = TimeSpan.FromSeconds(1);

    private static readonly string Deliveries = $"""
        {Numbered}
        taken AS (
            UPDATE strands s SET lease = $3::bigint + d.n, lease_until = $4::bigint, leased = s.head FROM numbered d WHERE s.ctid = d.place RETURNING {DeliveryRows.Taken})
        SELECT 0, 0, 0, 0, d.* FROM ({DeliveryRows.OfTaken("$5")}) d
        """;

    private const string Notices = $"""
        {Numbered}
        taken AS (
            UPDATE strands s SET lease = $3::bigint + d.n, lease_until = $4::bigint, leased = 0 FROM numbered d WHERE s.ctid = d.place RETURNING s.lease, s.key)
        SELECT t.key, t.lease FROM taken t ORDER BY t.lease
        """;

    private readonly ReceiverRounds _rounds = new();

    private sealed record Sight(LaneRow Lane, TokenLevel? Tokens, List<LeasedStrands> Leased, List<DueStrand> Due, DateTimeOffset? Next, DateTimeOffset? Probe);

    /// <summary>Leases and reads the heads.</summary>
    public static async Task<List<Delivery>> DeliverAsync(PostgresBatch batch, ClaimRequest request, IReadOnlyList<string> keys, long token, CancellationToken ct)
    {
        batch.Add(Deliveries).Text(request.Lane).Texts([.. keys]).Long(token).Time(request.LeaseUntil).Long(DeliveryRows.FloorOf(request.Now));
        var found = await batch.ReadLastAsync(r => DeliveryRows.Delivery(r, request.Lane), ct);
        return [.. found.OrderBy(delivery => delivery.Lease)];
    }

    /// <summary>Leases without naming an envelope in delivery.</summary>
    public static Task<List<Notice>> AnnounceAsync(PostgresBatch batch, ClaimRequest request, IReadOnlyList<string> keys, long token, CancellationToken ct)
    {
        batch.Add(Notices).Text(request.Lane).Texts([.. keys]).Long(token).Time(request.LeaseUntil);
        return batch.ReadLastAsync(r => new Notice(request.Lane, r.Str(0), r.GetInt64(1)), ct);
    }

    public async Task<Claim<T>> ClaimAsync<T>(PostgresSession session, ClaimRequest request, long token, SharedLease<T> lease, CancellationToken ct)
    {
        var window = Math.Max(LeastWindow, request.Max);
        var sight = await LookAsync(session, request, window, ct);
        var lane = sight.Lane;
        if (lane.IsPaused || lane.Breaker == BreakerState.Open)
        {
            return new Claim<T>([], lane, lane.IsPaused ? ClaimLimit.Paused : ClaimLimit.Breaker);
        }

        var isTrial = lane.Breaker == BreakerState.Trial;
        var total = sight.Leased.Sum(some => some.Count);
        var (allowed, limit) = (request.Max, ClaimLimit.Due);
        if ((isTrial ? 1 : SlotShare.Slots(request.Concurrency)) - total is var most && most < allowed)
        {
            (allowed, limit) = (Math.Max(0, most), isTrial ? ClaimLimit.Breaker : ClaimLimit.Concurrency);
        }

        var tokens = request.RatePerSecond > 0
            ? (sight.Tokens ?? TokenLevel.Full(request.RatePerSecond, request.Now)).FilledTo(request.RatePerSecond, request.Now)
            : (TokenLevel?)null;
        if (tokens is { } level && level.Whole < allowed)
        {
            (allowed, limit) = (Math.Max(0, level.Whole), ClaimLimit.Rate);
        }

        var choice = new Choice(request, allowed, new SlotShare(request.Concurrency, sight.Leased));
        sight.Due.ForEach(choice.Offer);
        var goOn = choice.IsFull || sight.Due.Count < window ? null : await WalkAsync(session, request, choice, ct);
        var left = tokens?.Without(choice.Keys.Count);
        var items = await LeaseAsync(session, request, choice, left, sight.Tokens?.At > request.Now, token, lease, ct);
        var elsewhere = Math.Max(0, total - (SlotShare.Slots(request.Concurrency) - request.Max));
        if (choice.IsFull)
        {
            return new Claim<T>(items, lane, limit, limit == ClaimLimit.Rate ? left!.Value.NextAt(request.RatePerSecond) : null, Elsewhere: elsewhere);
        }

        var others = choice.HasPassedOver && elsewhere > 0 ? request.Now + UntilOthersSettle : (DateTimeOffset?)null;
        var dueAt = items.Count < choice.Keys.Count ? request.Now : goOn ?? new[] { sight.Next, sight.Probe, others }.Min(time => time ?? DateTimeOffset.MaxValue);
        return new Claim<T>(items, lane, ClaimLimit.Due, DueAt: dueAt, Elsewhere: elsewhere);
    }

    private static Task<Sight> LookAsync(PostgresSession session, ClaimRequest request, int window, CancellationToken ct)
    {
        var batch = session.Batch();
        batch.LockLane(request.Lane);
        batch.Redate(request);
        batch.Add("SELECT l.tokens, l.tokens_at FROM lanes l WHERE l.lane = $1").Text(request.Lane);
        batch.Add(Leased).Text(request.Lane);
        batch.Add(AtOnce).Text(request.Lane).Int(window);
        batch.Add(InTime).Text(request.Lane).Time(request.Now).Int(window);
        batch.Add(NextTimes).Text(request.Lane).Time(request.Now);
        return batch.ReadAsync(async reader =>
        {
            async Task<List<T>> ThenAsync<T>(Func<NpgsqlDataReader, T> row)
            {
                await reader.NextResultAsync(CancellationToken.None);
                return await reader.RowsAsync(row);
            }

            var lane = (await reader.RowsAsync(r => LaneClaim.Row(r, request.Lane))).SingleOrDefault()
                ?? throw new InvalidOperationException($"The row of the lane '{request.Lane}' is gone.");
            var tokens = (await ThenAsync(r => r.IsDBNull(0) ? (TokenLevel?)null : new TokenLevel(r.GetDouble(0), PostgresTime.To(r.GetInt64(1)))))[0];
            var leased = await ThenAsync(r => new LeasedStrands(r.Str(0), r.GetInt32(1), r.GetBoolean(2)));
            List<DueStrand> due = [.. await ThenAsync(Strand), .. await ThenAsync(Strand)];
            var (next, probe) = (await ThenAsync(r => (r.Time(0), r.Time(1))))[0];
            return new Sight(lane, tokens, leased, [.. due.OrderBy(strand => strand.At)], next, probe);
        }, ct);
    }

    private async Task<DateTimeOffset?> WalkAsync(PostgresSession session, ClaimRequest request, Choice choice, CancellationToken ct)
    {
        var (round, before) = (_rounds.Of(request.Lane), choice.Keys.Count);
        round.Begin();
        for (var steps = 0; steps < ReceiverRounds.Steps && !choice.IsFull && !round.IsOver; steps += Page)
        {
            var page = await session.Statement(Receivers).Text(request.Lane).Text(round.Last).Int(Page).ReadAsync(Strand, ct);
            var visited = page.TakeWhile(strand => round.Visit(strand.Receiver)).ToList();
            if (page.Count < Page && !round.IsOver && round.Visit(null))
            {
                // Behind the last receiver comes the one without a name, where nobody has asked yet whose a strand is.
                visited.Add(new DueStrand("", "", DateTimeOffset.MinValue, null));
            }

            var free = visited.Where(strand => choice.MayHaveMore(strand)).ToDictionary(strand => strand.Receiver, StringComparer.Ordinal);
            if (free.Count == 0)
            {
                continue;
            }

            var due = await session.Statement(OfReceivers).Text(request.Lane).Texts([.. free.Keys]).Time(request.Now).Int(request.Max + choice.Keys.Count)
                .ReadAsync(r => free[r.Str(0)] with { Key = r.Str(1) }, ct);
            due.ForEach(choice.Offer);
        }

        return round.End(choice.Keys.Count > before, request.Now);
    }

    private static async Task<IReadOnlyList<T>> LeaseAsync<T>(
        PostgresSession session, ClaimRequest request, Choice choice, TokenLevel? left, bool isAhead, long token, SharedLease<T> lease, CancellationToken ct)
    {
        var batch = session.Batch();

        // A level from a clock that was ahead is dated anew even where nothing is taken; left, it would give no token until that time has come.
        if (left is { } kept && (choice.Keys.Count > 0 || isAhead))
        {
            batch.Add("UPDATE lanes SET tokens = $2, tokens_at = $3 WHERE lane = $1").Text(request.Lane).Double(kept.Tokens).Time(kept.At);
        }

        if (choice.Tried.Count > 0)
        {
            // One delivery tries a receiver that is away; should nobody tell what comes of it, another does when the lease is over.
            batch.Add("UPDATE receivers SET probe_at = $3 WHERE lane = $1 AND receiver = ANY ($2::text[])").Text(request.Lane).Texts([.. choice.Tried]).Time(request.LeaseUntil);
        }

        if (choice.Keys.Count > 0)
        {
            return await lease(batch, request, choice.Keys, token, ct);
        }

        if (batch.Count > 0)
        {
            await batch.RunAsync(ct);
        }

        return [];
    }

    private static DueStrand Strand(NpgsqlDataReader r) => new(r.Str(0), r.Str(1), PostgresTime.Due(r.GetInt64(2)), DeliveryRows.Standing(r, 3));

    /// <summary>What is to be leased.</summary>
    private sealed class Choice(ClaimRequest request, int allowed, SlotShare share)
    {
        private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);

        public List<string> Keys { get; } = [];

        /// <summary>Receivers that are away and are tried.</summary>
        public List<string> Tried { get; } = [];

        public bool IsFull => Keys.Count >= allowed;

        public bool HasPassedOver => share.HasPassedOver;

        public bool MayHaveMore(DueStrand strand) => share.MayTake(strand.Receiver, strand.Standing, request.Now);

        public void Offer(DueStrand strand)
        {
            if (IsFull || _chosen.Contains(strand.Key) || !share.TryTake(strand.Receiver, strand.Standing, request.Now))
            {
                return;
            }

            _chosen.Add(strand.Key);
            Keys.Add(strand.Key);
            if (strand.Standing is { IsAway: true })
            {
                Tried.Add(strand.Receiver);
            }
        }
    }
}
