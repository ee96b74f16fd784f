using Hub.Core.Lanes;
using Hub.Core.Outbox;

namespace Hub.Storage.Sqlite;

/// <summary>Who may have which strands: pause, breaker, concurrency and rate of the lane, then leases.</summary>
internal static class StrandLeasing
{
    /// <summary>In the place of the envelope in delivery: told to a broker, taken by nobody yet.</summary>
    public const long Untaken = 0;

    // Longer than the pauses between probes.
    private static readonly TimeSpan ProbeSlack = TimeSpan.FromMinutes(2);

    private readonly record struct Lane(LaneRow Row, TokenLevel? Tokens);

    /// <summary>Leases what the lane's limits allow, each strand by <paramref name="lease"/>.</summary>
    public static Claim<T> Claim<T>(this SqliteSession session, ClaimRequest request, ReceiverRounds rounds, Func<string, T> lease)
    {
        session.Redate(request);
        var lane = Read(session, request.Lane);
        if (lane.Row.IsPaused || lane.Row.Breaker == BreakerState.Open)
        {
            return new Claim<T>([], lane.Row, lane.Row.IsPaused ? ClaimLimit.Paused : ClaimLimit.Breaker);
        }

        var (allowed, limit) = (request.Max, ClaimLimit.Due);
        var isTrial = lane.Row.Breaker == BreakerState.Trial;
        var leased = session.Leased(request.Lane);
        var total = leased.Sum(some => some.Count);
        var most = isTrial ? 1 : request.IsShared ? SlotShare.Slots(request.Concurrency) : request.Concurrency;
        if (most - total < allowed)
        {
            (allowed, limit) = (Math.Max(0, most - total), isTrial ? ClaimLimit.Breaker : ClaimLimit.Concurrency);
        }

        var tokens = request.RatePerSecond > 0
            ? (lane.Tokens ?? TokenLevel.Full(request.RatePerSecond, request.Now)).FilledTo(request.RatePerSecond, request.Now)
            : (TokenLevel?)null;
        if (tokens is { } level && level.Whole < allowed)
        {
            (allowed, limit) = (Math.Max(0, level.Whole), ClaimLimit.Rate);
        }

        DateTimeOffset? dueAt = null;
        var keys = allowed == 0 ? []
            : request.IsShared ? session.DueOfReceivers(request, allowed, total, new SlotShare(request.Concurrency, leased), rounds.Of(request.Lane), out dueAt)
            : session.Due(request.Lane, request.Now, allowed).Take(allowed).Select(strand => strand.Key).ToList();
        var items = keys.ConvertAll(key => lease(key));
        var left = tokens?.Without(items.Count);

        // A level from a clock that was ahead is dated anew even where nothing is taken; left, it would give no token until that time has come.
        if (left is { } kept && (items.Count > 0 || lane.Tokens?.At > request.Now))
        {
            Keep(session, request.Lane, kept);
        }

        return items.Count < allowed
            ? new Claim<T>(items, lane.Row, ClaimLimit.Due, DueAt: dueAt)
            : new Claim<T>(items, lane.Row, limit, limit == ClaimLimit.Rate ? left!.Value.NextAt(request.RatePerSecond) : null);
    }

    public static void Lease(this SqliteSession session, string lane, string key, long lease, DateTimeOffset until, long envelope) =>
        session.Statement("UPDATE strands SET lease = ?3, lease_until = ?4, leased = ?5 WHERE lane = ?1 AND key = ?2")
            .Bind(1, lane).Bind(2, key).Bind(3, lease).Bind(4, SqliteTime.Of(until)).Bind(5, envelope).Run();

    public static bool IsAnnounced(this SqliteSession session, Notice notice)
    {
        var select = session.Statement("SELECT 1 FROM strands WHERE lane = ? AND key = ? AND lease = ? AND leased = 0")
            .Bind(1, notice.Lane).Bind(2, notice.Key).Bind(3, notice.Lease);
        var isAnnounced = select.Step();
        select.Reset();
        return isAnnounced;
    }

    /// <summary>Whether nothing may start in the lane now.</summary>
    public static bool IsAtRest(this SqliteSession session, string lane) =>
        Read(session, lane).Row is { IsPaused: true } or { Breaker: BreakerState.Open };

    /// <param name="dueAt">As the column holds it.</param>
    public static void Release(this SqliteSession session, Notice notice, long dueAt)
    {
        session.Statement("UPDATE strands SET lease = 0, due_at = ?4 WHERE lane = ?1 AND key = ?2 AND lease = ?3 AND leased = 0")
            .Bind(1, notice.Lane).Bind(2, notice.Key).Bind(3, notice.Lease).Bind(4, dueAt).Run();
        session.RingAfterCommit(notice.Lane);
    }

    private static void Redate(this SqliteSession session, ClaimRequest request)
    {
        if (request.RedateBeyond is not { } beyond)
        {
            return;
        }

        session.Statement("""
            UPDATE strands INDEXED BY strands_due SET due_at = ?4 WHERE lane = ?1 AND held = 0 AND lease = 0 AND due_at > ?2
            AND (SELECT a.ended_at FROM attempts a WHERE a.envelope_seq = strands.head ORDER BY a.try DESC LIMIT 1) > ?3
            """).Bind(1, request.Lane).Bind(2, SqliteTime.Of(beyond)).Bind(3, SqliteTime.Of(request.Now)).Bind(4, SqliteTime.AtOnce(request.Now)).Run();
        session.Statement("UPDATE receivers INDEXED BY receivers_away SET probe_at = ?2 WHERE lane = ?1 AND breaker = 1 AND probe_at > ?3")
            .Bind(1, request.Lane).Bind(2, SqliteTime.Of(request.Now)).Bind(3, SqliteTime.Of(request.LeaseUntil + ProbeSlack)).Run();
    }

    private static Lane Read(SqliteSession session, string lane)
    {
        var select = session.Statement("""
            SELECT paused, paused_by, pause_reason, breaker, breaker_reason, open_since, probe_at, probes_failed, version, tokens, tokens_at
            FROM lanes WHERE lane = ?
            """).Bind(1, lane);
        var read = select.Step()
            ? new Lane(
                new LaneRow
                {
                    Lane = lane,
                    IsPaused = select.Int(0) != 0,
                    PausedBy = select.TextOrNull(1),
                    PauseReason = select.TextOrNull(2),
                    Breaker = (BreakerState)select.Int(3),
                    BreakerReason = select.TextOrNull(4),
                    OpenSince = SqliteTime.To(select.LongOrNull(5)),
                    ProbeAt = SqliteTime.To(select.LongOrNull(6)),
                    ProbesFailed = select.Int(7),
                    Version = select.Long(8),
                },
                select.IsNull(9) ? null : new TokenLevel(select.Double(9), SqliteTime.To(select.Long(10))))
            : new Lane(new LaneRow { Lane = lane }, null);
        select.Reset();
        return read;
    }

    private static void Keep(SqliteSession session, string lane, TokenLevel tokens) =>
        session.Statement("""
            INSERT INTO lanes (lane, tokens, tokens_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (lane) DO UPDATE SET tokens = excluded.tokens, tokens_at = excluded.tokens_at
            """).Bind(1, lane).Bind(2, tokens.Tokens).Bind(3, SqliteTime.Of(tokens.At)).Run();
}
