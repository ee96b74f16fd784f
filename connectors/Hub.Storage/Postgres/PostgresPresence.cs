using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>Whether a schema holds a hub's store already. Opening it the usual way would make one.</summary>
public static class PostgresPresence
{
    /// <returns>True also when the server cannot be asked: whoever opens the store then learns why.</returns>
    public static async Task<bool> MayHoldStoreAsync(PostgresOptions options, CancellationToken ct)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
            {
                Pooling = false,
                Timeout = Math.Max(1, (int)options.ConnectTimeout.TotalSeconds),
                CommandTimeout = Math.Max(1, (int)options.StatementTimeout.TotalSeconds),
            };
            await using var connection = new NpgsqlConnection(settings.ToString());
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand("SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = 'migrations'", connection);
            command.Parameters.AddWithValue(options.Schema);
            return await command.ExecuteScalarAsync(ct) is not null;
        }
        catch (Exception away) when (away is ArgumentException or FormatException || PostgresFaults.Reason(away) is not null)
        {
            return true;
        }
    }
}
