using Hub.Core.Envelopes;
using Hub.Core.Post;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>
/// Writes one batch of the post under the gate: what it was computed from is asked on the same way as the gate, everything is written on the
/// same way as the commit. Nobody else writes the post meanwhile, so what stood when it was asked stands when it is written.
/// </summary>
internal sealed class PostalCommit(PostgresRunner runner, EnvelopeIds ids, TimeProvider clock, PostalBatch batch)
{
    private readonly PostalChecking _checking = new(batch);

    /// <returns>False when something moved meanwhile; then nothing is written.</returns>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        try
        {
            return await runner.RunUnderGateAsync((ask, _) => _checking.Ask(ask), _checking.ReadAsync, WriteAsync, ct);
        }
        catch (PostgresException taken) when (IsTaken(taken))
        {
            return false;
        }
    }

    private async Task<bool> WriteAsync(PostgresSession session, CancellationToken ct)
    {
        if (!_checking.Stands)
        {
            return false;
        }

        await WriteEventsAsync(session, ct);
        PostalWriting.Write(session.Last, batch);
        if (batch.Audit is { } audit)
        {
            session.Audit(audit);
        }

        session.Gate.EnsureProof(ids.Next(), clock.GetUtcNow());
        return true;
    }

    private async Task WriteEventsAsync(PostgresSession session, CancellationToken ct)
    {
        if (batch.Events.Count == 0)
        {
            return;
        }

        var events = new EventGroup(batch.Events, ids);
        var ask = session.Batch();
        events.Ask(ask, PostgresTime.FloorOf(session.Gate.Month));
        await ask.ReadAsync(async reader =>
        {
            await events.ReadAsync(reader);
            return true;
        }, ct);
        await events.WriteAsync(session, ct);
    }

    // A number, request, waybill or link that another has by now.
    private static bool IsTaken(PostgresException exception) =>
        exception is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "consignments" or "custody_links" };
}
