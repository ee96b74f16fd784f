using Hub.Core.Steps;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>Hears what other instances tell of their lanes, on a connection of its own. A poll of the lanes stands behind it.</summary>
internal sealed class BellListener(PostgresDatabase database, PostgresRunner runner, PostgresBells bells, TimeProvider clock) : IStep, IAsyncDisposable
{
    // A step comes back now and then, so that one that hangs can be seen.
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _one = new(1, 1);
    private NpgsqlConnection? _connection;

    public string Name => "postgres-bell-listener";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            _connection ??= await ListenAsync(ct);
            await _connection.WaitAsync(Turn, ct);
        }
        catch (Exception exception)
        {
            await LeaveAsync();
            if (exception is not OperationCanceledException && PostgresFaults.Translate(exception) is var told && told != exception)
            {
                throw told;
            }

            throw;
        }
        finally
        {
            _one.Release();
        }

        return clock.GetUtcNow();
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        _one.Dispose();
    }

    private async Task<NpgsqlConnection> ListenAsync(CancellationToken ct)
    {
        var connection = await database.OpenListenerAsync(ct);
        try
        {
            connection.Notification += (_, told) => bells.Hear(told.Payload);
            var listen = new NpgsqlCommand($"LISTEN \"{database.Channel}\"", connection);
            await using (listen)
            {
                await listen.ExecuteNonQueryAsync(ct);
            }

            // Nobody knows what was told while nobody listened.
            foreach (var lane in await runner.ReadAsync((session, stop) => session.Statement("SELECT lane FROM lanes").ReadAsync(r => r.Str(0), stop), ct))
            {
                bells.RingHere(lane);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task LeaveAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
