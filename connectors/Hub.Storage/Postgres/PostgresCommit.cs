using Hub.Core.Envelopes;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>
/// Writes what was computed from rows that were read before, under the gate: whether they still stand is asked on the same way as the gate, everything
/// is written on the same way as the commit. Nobody else writes under the gate meanwhile, so what stood when it was asked stands when it is written.
/// </summary>
public sealed class PostgresCommit(PostgresRunner runner, EnvelopeIds ids, TimeProvider clock)
{
    /// <param name="ask">Adds questions, each answered by one number: how many of the rows have moved.</param>
    /// <param name="write">Adds the statements that write.</param>
    /// <param name="tables">Where a key that another has by now refuses the commit instead of failing it.</param>
    /// <returns>False when something moved meanwhile; then nothing is written.</returns>
    public async Task<bool> RunAsync(Effects effects, Action<PostgresBatch> ask, Action<PostgresBatch> write, IReadOnlyCollection<string> tables, CancellationToken ct)
    {
        var stands = false;
        try
        {
            return await runner.RunUnderGateAsync(
                (batch, _) =>
                {
                    var before = batch.Count;
                    ask(batch);
                    AskCursor(batch, effects);
                    if (batch.Count == before)
                    {
                        batch.Add("SELECT 0::bigint");
                    }
                },
                async reader => stands = await ReadAsync(reader) == 0,
                async (session, stop) =>
                {
                    if (stands)
                    {
                        await WriteAsync(session, effects, write, stop);
                        session.Gate.EnsureProof(ids.Next(), clock.GetUtcNow());
                    }

                    return stands;
                },
                ct);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation && tables.Contains(taken.TableName))
        {
            return false;
        }
    }

    private static void AskCursor(PostgresBatch batch, Effects effects)
    {
        if (effects.Cursor is { } move)
        {
            batch.Add("SELECT ((SELECT c.value FROM cursors c WHERE c.name = $1) IS DISTINCT FROM $2)::integer::bigint").Text(move.Name).Text(move.From);
        }
    }

    private static async Task<long> ReadAsync(NpgsqlDataReader reader)
    {
        var moved = 0L;
        do
        {
            moved += (await reader.RowsAsync(r => r.GetInt64(0))).Single();
        }
        while (await reader.NextResultAsync(CancellationToken.None));
        return moved;
    }

    /// <summary>In a transaction under the gate that somebody else runs and has judged: an approval that is carried out. It asks nothing.</summary>
    public async Task WriteAsync(PostgresSession session, Effects effects, Action<PostgresBatch> write, CancellationToken ct)
    {
        await WriteEventsAsync(session, effects, ct);
        write(session.Last);
        TaskWriting.End(session.Last, [.. effects.EndedTasks]);
        TaskWriting.Open(session.Last, [.. effects.Tasks]);
        if (effects.Cursor is { } move)
        {
            session.Last.Add("INSERT INTO cursors (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value").Text(move.Name).Text(move.To);
        }

        if (effects.Audit is { } audit)
        {
            session.Audit(audit);
        }
    }

    private async Task WriteEventsAsync(PostgresSession session, Effects effects, CancellationToken ct)
    {
        if (effects.Events.Count == 0)
        {
            return;
        }

        var events = new EventGroup(effects.Events, ids);
        var ask = session.Batch();
        events.Ask(ask, PostgresTime.FloorOf(session.Gate.Month));
        await ask.ReadAsync(async reader =>
        {
            await events.ReadAsync(reader);
            return true;
        }, ct);
        await events.WriteAsync(session, ct);
    }
}
