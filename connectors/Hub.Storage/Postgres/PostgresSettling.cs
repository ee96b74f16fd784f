using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.Storage.Postgres;

/// <summary>Ends deliveries: in one way there and back, unless events follow from them.</summary>
internal sealed class PostgresSettling(PostgresRunner runner, EnvelopeIds ids)
{
    public Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken ct)
    {
        var rounds = Rounds(settlements);
        return rounds.Count == 0 ? Task.CompletedTask
            : rounds.Count == 1 && !settlements.Any(settlement => settlement.Events.Count > 0)
            ? runner.WriteAsync((session, stop) => SettleAsync(session, rounds[0], stop), ct)
            : runner.RunUnderGateAsync(async (session, stop) =>
            {
                var held = new List<Settlement>();
                foreach (var round in rounds)
                {
                    held.AddRange(await SettleAsync(session, round, stop));
                }

                return await FollowAsync(session, held, stop);
            }, ct);
    }

    private static Task<List<Settlement>> SettleAsync(PostgresSession session, IEnumerable<Settlement> settlements, CancellationToken ct)
    {
        var rows = new SettleRows(settlements);
        var batch = session.Batch();
        rows.Write(batch, session.IsInDoubt);
        return batch.ReadAsync(async reader =>
        {
            List<Settlement> held = [.. rows.Held(await reader.RowsAsync(r => r.GetInt64(0)))];
            while (await reader.NextResultAsync(CancellationToken.None))
            {
                // The lanes of strands that go on.
                foreach (var lane in await reader.RowsAsync(r => r.Str(0)))
                {
                    session.RingAfterCommit(lane);
                }
            }

            return held;
        }, ct);
    }

    // What follows from a delivery that was lost to another is void with it.
    private async Task<int> FollowAsync(PostgresSession session, List<Settlement> held, CancellationToken ct)
    {
        if (held.SelectMany(settlement => settlement.Events).ToList() is not { Count: > 0 } submissions)
        {
            return 0;
        }

        var events = new EventGroup(submissions, ids);
        var ask = session.Batch();
        events.Ask(ask, PostgresTime.FloorOf(session.Gate.Month));
        await ask.ReadAsync(async reader =>
        {
            await events.ReadAsync(reader);
            return true;
        }, ct);
        await events.WriteAsync(session, ct);
        return submissions.Count;
    }

    // Of two settlements of one strand the second finds what the first has left.
    private static List<List<Settlement>> Rounds(IReadOnlyList<Settlement> settlements)
    {
        var rounds = new List<List<Settlement>>();
        var last = new Dictionary<(string, string), int>();
        foreach (var settlement in settlements)
        {
            var strand = (settlement.Delivery.Envelope.Lane, settlement.Delivery.Envelope.Key);
            var round = last.TryGetValue(strand, out var former) ? former + 1 : 0;
            last[strand] = round;
            if (round == rounds.Count)
            {
                rounds.Add([]);
            }

            rounds[round].Add(settlement);
        }

        return rounds;
    }
}
