using System.Data;
using Hub.Core.Stores;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>
/// Says for as long as an instance lives that it serves the schema: an advisory lock, shared with the other instances, on a connection of its own.
/// Whoever must have the schema alone takes the same lock alone.
/// </summary>
internal sealed class PostgresTenure : IDisposable
{
    private const string Patience = "set_config('lock_timeout', '3s', false)";
    private const string Shared = $"SELECT {Patience}, pg_advisory_lock_shared(hashtext($1), 2), set_config('lock_timeout', '0', false)";
    private const string Alone = $"SELECT {Patience}, pg_advisory_lock(hashtext($1), 2), set_config('lock_timeout', '0', false)";
    private readonly string _connectionString;
    private readonly string _schema;
    private readonly SemaphoreSlim _turn = new(1);
    private NpgsqlConnection _connection;
    private volatile bool _isDoubtful;

    /// <param name="connection">Open; becomes the tenure's own.</param>
    /// <exception cref="StoreUnfinishedException">Somebody has the schema alone.</exception>
    public PostgresTenure(NpgsqlConnection connection, string connectionString, string schema)
    {
        (_connection, _connectionString, _schema) = (connection, connectionString, schema);
        try
        {
            using var take = Take(connection, schema, Shared);
            take.ExecuteNonQuery();
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw StoreUnfinishedException.Moving(schema);
        }
    }

    /// <summary>Takes the schema alone, until the connection closes. False: somebody serves it.</summary>
    public static async Task<bool> TryTakeAloneAsync(NpgsqlConnection connection, string schema, CancellationToken ct)
    {
        var take = Take(connection, schema, Alone);
        await using (take)
        {
            try
            {
                await take.ExecuteNonQueryAsync(ct);
                return true;
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                return false;
            }
        }
    }

    /// <summary>Says it again where the connection has broken.</summary>
    /// <exception cref="StoreUnavailableException">Somebody has taken the schema alone meanwhile, or has moved it away.</exception>
    public ValueTask KeepAsync(CancellationToken ct) =>
        IsWhole(_connection) && !_isDoubtful ? ValueTask.CompletedTask : new ValueTask(RenewAsync(ct));

    /// <summary>Another connection to the server was lost: this one, on which nothing is ever sent, may be too.</summary>
    public void Doubt() => _isDoubtful = true;

    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    private async Task RenewAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (IsWhole(_connection) && (!_isDoubtful || await AnswersAsync(ct)))
            {
                _isDoubtful = false;
                return;
            }

            var connection = new NpgsqlConnection(_connectionString);
            try
            {
                await connection.OpenAsync(ct);
                var take = Take(connection, _schema, Shared);
                await using (take)
                {
                    await take.ExecuteNonQueryAsync(ct);
                }

                await RefuseMovingAsync(connection, ct);
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                await connection.DisposeAsync();
                throw new StoreUnavailableException(StoreFault.Busy, StoreUnfinishedException.Moving(_schema));
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }

            await _connection.DisposeAsync();
            _connection = connection;
            _isDoubtful = false;
        }
        finally
        {
            _turn.Release();
        }
    }

    // Whoever lost it long enough may find the schema moved away.
    private async Task RefuseMovingAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var marked = new NpgsqlCommand(MoveMark.Refusing, connection);
        await using (marked)
        {
            var reader = await marked.ExecuteReaderAsync(ct);
            await using (reader)
            {
                if (await reader.ReadAsync(ct))
                {
                    throw new StoreUnavailableException(StoreFault.Busy, MoveMark.Read(reader.GetString(0), reader.GetString(1)).Refusal(_schema));
                }
            }
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            var ask = new NpgsqlCommand("SELECT 1", _connection) { CommandTimeout = 2 };
            await using (ask)
            {
                await ask.ExecuteNonQueryAsync(ct);
                return true;
            }
        }
        catch (Exception exception) when (PostgresFaults.IsLost(exception))
        {
            return false;
        }
    }

    // A little patience: a server notices somewhat later than everybody else that a client has gone.
    private static NpgsqlCommand Take(NpgsqlConnection connection, string schema, string how)
    {
        var take = new NpgsqlCommand(how, connection);
        take.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema + ".served" });
        return take;
    }

    private static bool IsWhole(NpgsqlConnection connection) =>
        connection.FullState is var state && state.HasFlag(ConnectionState.Open) && !state.HasFlag(ConnectionState.Broken);
}
