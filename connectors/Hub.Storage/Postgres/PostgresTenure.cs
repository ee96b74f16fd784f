using System.Data;
using Hub.Core.Ports;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>
/// Says for as long as an instance lives that it serves the schema: an advisory lock, shared with the other instances, on a connection of its own.
/// Whoever must have the schema alone takes the same lock alone.
/// </summary>
internal sealed class PostgresTenure : IDisposable
{
    private const string Key = "hashtext($1), 2";
    private readonly string _connectionString;
    private readonly string _schema;
    private readonly SemaphoreSlim _turn = new(1);
    private NpgsqlConnection _connection;

    /// <param name="connection">Open; becomes the tenure's own.</param>
    /// <exception cref="StoreUnfinishedException">Somebody has the schema alone.</exception>
    public PostgresTenure(NpgsqlConnection connection, string connectionString, string schema)
    {
        (_connection, _connectionString, _schema) = (connection, connectionString, schema);
        using var command = Command(connection);
        if (command.ExecuteScalar() is not true)
        {
            throw StoreUnfinishedException.Moving(schema);
        }
    }

    /// <summary>Takes the schema alone, until the connection closes. False: somebody serves it.</summary>
    public static async Task<bool> TryTakeAloneAsync(NpgsqlConnection connection, string schema, CancellationToken ct)
    {
        var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({Key})", connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Name(schema) });
            return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is true;
        }
    }

    /// <summary>Says it again where the connection has broken.</summary>
    /// <exception cref="StoreUnavailableException">Somebody has taken the schema alone meanwhile.</exception>
    public ValueTask KeepAsync(CancellationToken ct) =>
        IsWhole(_connection) ? ValueTask.CompletedTask : new ValueTask(RenewAsync(ct));

    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    private async Task RenewAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (IsWhole(_connection))
            {
                return;
            }

            var connection = new NpgsqlConnection(_connectionString);
            try
            {
                await connection.OpenAsync(ct).ConfigureAwait(false);
                var command = Command(connection);
                await using (command.ConfigureAwait(false))
                {
                    if (await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is not true)
                    {
                        throw new StoreUnavailableException(StoreFault.Busy, StoreUnfinishedException.Moving(_schema));
                    }
                }
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            await _connection.DisposeAsync().ConfigureAwait(false);
            _connection = connection;
        }
        finally
        {
            _turn.Release();
        }
    }

    private NpgsqlCommand Command(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock_shared({Key})", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Name(_schema) });
        return command;
    }

    private static bool IsWhole(NpgsqlConnection connection) =>
        connection.FullState is var state && state.HasFlag(ConnectionState.Open) && !state.HasFlag(ConnectionState.Broken);

    private static string Name(string schema) => schema + ".served";
}
