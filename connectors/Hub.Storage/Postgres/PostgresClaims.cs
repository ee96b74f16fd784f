using System.Collections.Concurrent;
using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;

namespace Hub.Storage.Postgres;

/// <summary>Asks for leases, and finds them again when the answer was lost on the way.</summary>
internal sealed class PostgresClaims(PostgresRunner runner, LeaseTokens tokens)
{
    private readonly SharedClaim _shared = new();
    private readonly ConcurrentDictionary<string, bool> _lanes = new(StringComparer.Ordinal);

    public async Task<Claim<Delivery>> ClaimAsync(ClaimRequest request, CancellationToken ct)
    {
        var claim = await LeaseAsync(request, ct);
        return claim with { Items = await runner.AddOldAsync(claim.Items, DeliveryRows.FloorOf(request.Now), ct) };
    }

    private Task<Claim<Delivery>> LeaseAsync(ClaimRequest request, CancellationToken ct) => ClaimAsync(
        request, static (session, wish, token, stop) => session.DeliverAsync(wish, token, stop),
        static (session, wish, token, stop) => session.Statement($"""
            WITH taken AS (
                SELECT {DeliveryRows.Taken} FROM strands s
                WHERE s.lane = $1 AND s.lease > $2 AND s.lease <= $3 AND s.lease <> 0)
            SELECT 0, 0, 0, 0, d.* FROM ({DeliveryRows.OfTaken("$4")}) d
            """).Text(wish.Lane).Long(token).Long(token + wish.Max).Long(DeliveryRows.FloorOf(wish.Now)).ReadAsync(r => DeliveryRows.Delivery(r, wish.Lane), stop),
        SharedClaim.DeliverAsync, ct);

    public Task<Claim<Notice>> AnnounceAsync(ClaimRequest request, CancellationToken ct) => ClaimAsync(
        request, static (session, wish, token, stop) => session.AnnounceAsync(wish, token, stop),
        static (session, wish, token, stop) => session.Statement("SELECT s.key, s.lease FROM strands s WHERE s.lane = $1 AND s.lease > $2 AND s.lease <= $3 AND s.lease <> 0")
            .Text(wish.Lane).Long(token).Long(token + wish.Max).ReadAsync(r => new Notice(wish.Lane, r.Str(0), r.GetInt64(1)), stop),
        SharedClaim.AnnounceAsync, ct);

    private async Task<Claim<T>> ClaimAsync<T>(
        ClaimRequest request, Func<PostgresSession, ClaimRequest, long, CancellationToken, Task<LaneClaim.Answer<T>>> take,
        Func<PostgresSession, ClaimRequest, long, CancellationToken, Task<List<T>>> find, SharedLease<T> lease, CancellationToken ct)
    {
        await EnsureAsync(request.Lane, ct);
        var token = await tokens.TakeAsync(request.Max, ct);
        PostgresWork<Claim<T>> work = async (session, stop) =>
        {
            if (session.IsInDoubt && await FindAsync(session, request, token, find, stop) is { } found)
            {
                return found;
            }

            if (request.IsShared)
            {
                return await _shared.ClaimAsync(session, request, token, lease, stop);
            }

            var answer = await take(session, request, token, stop);
            return Claim(request, answer.Lane ?? throw new InvalidOperationException($"The row of the lane '{request.Lane}' is gone."), answer);
        };
        return request.IsShared ? await runner.RunAsync(work, ct) : await runner.WriteAsync(work, ct);
    }

    // A row that is not there cannot be locked, and the statement that follows the lock would find it without one if somebody makes it meanwhile.
    private async Task EnsureAsync(string lane, CancellationToken ct)
    {
        if (!_lanes.ContainsKey(lane))
        {
            await runner.WriteAsync((session, stop) => session.Statement("INSERT INTO lanes (lane) VALUES ($1) ON CONFLICT (lane) DO NOTHING").Text(lane).RunAsync(stop), ct);
            _lanes[lane] = true;
        }
    }

    // Whoever asked before us had the lane locked until the end; once we hold it, what was leased under our tokens can be seen.
    private static async Task<Claim<T>?> FindAsync<T>(
        PostgresSession session, ClaimRequest request, long token, Func<PostgresSession, ClaimRequest, long, CancellationToken, Task<List<T>>> find, CancellationToken ct)
    {
        var batch = session.Batch();
        var rows = await batch.LockLane(request.Lane).ReadAsync(r => LaneClaim.Row(r, request.Lane), ct);
        var items = await find(session, request, token, ct);
        return items.Count > 0 && rows.Count > 0 ? new Claim<T>(items, rows[0], ClaimLimit.Due) : null;
    }

    private static Claim<T> Claim<T>(ClaimRequest request, LaneRow lane, LaneClaim.Answer<T> answer)
    {
        if (lane.IsPaused || lane.Breaker == BreakerState.Open)
        {
            return new Claim<T>([], lane, lane.IsPaused ? ClaimLimit.Paused : ClaimLimit.Breaker);
        }

        var elsewhere = (int)Math.Max(0, answer.Leased - (request.Concurrency - request.Max));

        // Nothing returns in an order of its own.
        T[] items = [.. answer.Items.OrderBy(row => PostgresTime.Due(row.DueAt)).ThenBy(row => row.Key, StringComparer.Ordinal).Select(row => row.Item)];
        if (items.Length < answer.Allowed)
        {
            return new Claim<T>(items, lane, ClaimLimit.Due, DueAt: answer.NextAt is { } at ? PostgresTime.To(at) : DateTimeOffset.MaxValue, Elsewhere: elsewhere);
        }

        var isTrial = lane.Breaker == BreakerState.Trial;
        var most = (isTrial ? 1 : request.Concurrency) - answer.Leased;
        var limit = answer.Allowed < Math.Min(request.Max, Math.Max(0, most)) ? ClaimLimit.Rate
            : most < request.Max ? isTrial ? ClaimLimit.Breaker : ClaimLimit.Concurrency
            : ClaimLimit.Due;
        return new Claim<T>(
            items, lane, limit,
            limit == ClaimLimit.Rate ? new TokenLevel(answer.Tokens!.Value - items.Length, request.Now).NextAt(request.RatePerSecond) : null,
            Elsewhere: elsewhere);
    }
}
