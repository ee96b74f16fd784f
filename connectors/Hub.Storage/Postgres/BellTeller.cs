using Hub.Core.Steps;

namespace Hub.Storage.Postgres;

/// <summary>Tells the other instances of lanes that have work, all at once and no more often than a lane can use.</summary>
internal sealed class BellTeller(PostgresDatabase database, PostgresRunner runner, PostgresBells bells, TimeProvider clock) : IStep
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public string Name => "postgres-bell-teller";

    public Signal Wake => bells.Telling;

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now < _next)
        {
            return _next;
        }

        var lanes = bells.TakeUntold();
        if (lanes.Count == 0)
        {
            return null;
        }

        try
        {
            await runner.WriteAsync(
                (session, stop) => session.Statement("SELECT pg_notify($1, t.lane) FROM unnest($2::text[]) AS t (lane)")
                    .Text(database.Channel).Texts([.. lanes.Select(lane => bells.Signature + lane)]).ReadAsync(static _ => true, stop), ct);
        }
        catch
        {
            bells.PutBack(lanes);
            throw;
        }

        return _next = now + Pause;
    }
}
