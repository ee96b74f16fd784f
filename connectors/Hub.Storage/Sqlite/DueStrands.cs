using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.Storage.Sqlite;

/// <summary>
/// Which strands are due, and whose turn it is. Each index is named: the planner knows nothing of how many strands wait, and would count leases or look
/// for a receiver by reading the whole lane.
/// </summary>
internal static class DueStrands
{
    internal const string LeasedOfLane = """
        SELECT s.receiver, COUNT(*), MAX(r.receiver IS NOT NULL) FROM strands s INDEXED BY strands_leased
        LEFT JOIN receivers r ON s.receiver <> '' AND r.lane = s.lane AND r.receiver = s.receiver
        WHERE s.lane = ? AND s.lease <> 0 GROUP BY s.receiver
        """;

    internal const string AtOnce = Columns + "INDEXED BY strands_due" + Standings + "WHERE s.lane = ? AND s.held = 0 AND s.lease = 0 AND s.due_at < 0 ORDER BY s.due_at LIMIT ?";

    internal const string InTime = Columns + "INDEXED BY strands_due" + Standings + "WHERE s.lane = ? AND s.held = 0 AND s.lease = 0 AND s.due_at BETWEEN 0 AND ? ORDER BY s.due_at LIMIT ?";

    internal const string NextReceiver = Columns + "INDEXED BY strands_receiver" + Standings + "WHERE s.lane = ? AND s.held = 0 AND s.lease = 0 AND s.receiver > ? ORDER BY s.receiver, s.due_at LIMIT 1";

    internal const string OfReceiver = """
        SELECT s.key FROM strands s INDEXED BY strands_receiver
        WHERE s.lane = ? AND s.held = 0 AND s.lease = 0 AND s.receiver = ? AND s.due_at <= ? ORDER BY s.due_at LIMIT ?
        """;

    internal const string NextInTime = "SELECT s.due_at FROM strands s INDEXED BY strands_due WHERE s.lane = ? AND s.held = 0 AND s.lease = 0 AND s.due_at > ? ORDER BY s.due_at LIMIT 1";

    internal const string NextProbe = "SELECT r.probe_at FROM receivers r INDEXED BY receivers_away WHERE r.lane = ? AND r.breaker = 1 AND r.probe_at > ? ORDER BY r.probe_at LIMIT 1";

    private const string Columns = "SELECT s.key, s.receiver, s.due_at, r.breaker, r.breaker_reason, r.open_since, r.probe_at, r.probes_failed, r.version FROM strands s ";
    private const string Standings = " LEFT JOIN receivers r ON s.receiver <> '' AND r.lane = s.lane AND r.receiver = s.receiver ";
    private const int LeastWindow = 64;
    private static readonly TimeSpan UntilOthersSettle = TimeSpan.FromSeconds(1);

    public static List<LeasedStrands> Leased(this SqliteSession session, string lane)
    {
        var select = session.Statement(LeasedOfLane).Bind(1, lane);
        var leased = new List<LeasedStrands>();
        while (select.Step())
        {
            leased.Add(new LeasedStrands(select.Text(0), select.Int(1), select.Int(2) != 0));
        }

        select.Reset();
        return leased;
    }

    /// <summary>Up to <paramref name="each"/> of those that are due at once and of those whose time has come, the longest due first.</summary>
    public static List<DueStrand> Due(this SqliteSession session, string lane, DateTimeOffset now, int each)
    {
        // Two ranges of one index, each in its order.
        var due = session.Statement(AtOnce).Bind(1, lane).Bind(2, each).Strands();
        var atOnce = due.Count;
        due.AddRange(session.Statement(InTime).Bind(1, lane).Bind(2, SqliteTime.Of(now)).Bind(3, each).Strands());
        return atOnce == 0 || atOnce == due.Count ? due : [.. due.OrderBy(strand => strand.At)];
    }

    /// <summary>Keys to be leased, so that each receiver has its share.</summary>
    /// <param name="dueAt">When to come again where fewer than <paramref name="allowed"/> were found.</param>
    public static List<string> DueOfReceivers(
        this SqliteSession session, ClaimRequest request, int allowed, int leased, SlotShare share, ReceiverRounds.Round round, out DateTimeOffset? dueAt)
    {
        var now = request.Now;
        var window = Math.Max(LeastWindow, allowed);
        var due = session.Due(request.Lane, now, window);
        var keys = new List<string>();
        var tried = new HashSet<string>(StringComparer.Ordinal);
        foreach (var strand in due.TakeWhile(_ => keys.Count < allowed).Where(strand => share.TryTake(strand.Receiver, strand.Standing, now)))
        {
            session.Take(request, strand, keys, tried);
        }

        DateTimeOffset? goOn = null;
        if (keys.Count < allowed && due.Count >= window)
        {
            goOn = session.Walk(request, allowed, share, round, keys, tried);
        }

        dueAt = goOn ?? Earliest(
            session.Time(NextInTime, request.Lane, now), session.Time(NextProbe, request.Lane, now),
            share.HasPassedOver && leased > SlotShare.Slots(request.Concurrency) - request.Max ? now + UntilOthersSettle : DateTimeOffset.MaxValue);
        return keys;
    }

    /// <summary>What stands against a receiver, from the columns that begin at <paramref name="from"/>.</summary>
    public static Standing? Standing(this SqliteStatement row, int from) => row.IsNull(from) ? null : new Standing(
        row.Int(from) == 1, row.TextOrNull(from + 1), SqliteTime.To(row.LongOrNull(from + 2)), SqliteTime.To(row.LongOrNull(from + 3)), row.Int(from + 4), row.Long(from + 5));

    private static DateTimeOffset? Walk(
        this SqliteSession session, ClaimRequest request, int allowed, SlotShare share, ReceiverRounds.Round round, List<string> keys, HashSet<string> tried)
    {
        var before = keys.Count;
        round.Begin();
        for (var step = 0; step < ReceiverRounds.Steps && keys.Count < allowed; step++)
        {
            // Behind the last receiver comes the one without a name, where nobody has asked yet whose a strand is.
            var next = session.Statement(NextReceiver).Bind(1, request.Lane).Bind(2, round.Last).Strands();
            if (!round.Visit(next is [var first] ? first.Receiver : null))
            {
                break;
            }

            var strand = next is [var found] ? found : new DueStrand("", "", DateTimeOffset.MinValue, null);
            session.TakeOf(request, strand, allowed, share, keys, tried);
        }

        return round.End(keys.Count > before, request.Now);
    }

    private static void TakeOf(
        this SqliteSession session, ClaimRequest request, DueStrand strand, int allowed, SlotShare share, List<string> keys, HashSet<string> tried)
    {
        if (!share.MayTake(strand.Receiver, strand.Standing, request.Now))
        {
            return;
        }

        var select = session.Statement(OfReceiver).Bind(1, request.Lane).Bind(2, strand.Receiver).Bind(3, SqliteTime.Of(request.Now)).Bind(4, allowed + tried.Count);
        var due = new List<string>();
        while (due.Count + keys.Count < allowed && select.Step())
        {
            if (select.Text(0) is var key && !tried.Contains(key))
            {
                due.Add(key);
            }
        }

        select.Reset();
        foreach (var key in due.TakeWhile(_ => share.TryTake(strand.Receiver, strand.Standing, request.Now)))
        {
            session.Take(request, strand with { Key = key }, keys, tried);
        }
    }

    // One delivery tries a receiver that is away; should nobody tell what comes of it, another does when the lease is over.
    private static void Take(this SqliteSession session, ClaimRequest request, DueStrand strand, List<string> keys, HashSet<string> tried)
    {
        keys.Add(strand.Key);
        tried.Add(strand.Key);
        if (strand.Standing is { IsAway: true })
        {
            session.Statement("UPDATE receivers SET probe_at = ?3 WHERE lane = ?1 AND receiver = ?2")
                .Bind(1, request.Lane).Bind(2, strand.Receiver).Bind(3, SqliteTime.Of(request.LeaseUntil)).Run();
        }
    }

    private static List<DueStrand> Strands(this SqliteStatement select)
    {
        var strands = new List<DueStrand>();
        while (select.Step())
        {
            strands.Add(new DueStrand(select.Text(0), select.Text(1), SqliteTime.Due(select.Long(2)), select.Standing(3)));
        }

        select.Reset();
        return strands;
    }

    private static DateTimeOffset? Time(this SqliteSession session, string sql, string lane, DateTimeOffset now)
    {
        var select = session.Statement(sql).Bind(1, lane).Bind(2, SqliteTime.Of(now));
        var time = select.Step() ? SqliteTime.To(select.Long(0)) : (DateTimeOffset?)null;
        select.Reset();
        return time;
    }

    private static DateTimeOffset Earliest(params DateTimeOffset?[] times) => times.Min(time => time ?? DateTimeOffset.MaxValue);
}
