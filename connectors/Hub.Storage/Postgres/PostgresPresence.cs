using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>Whether a schema holds a hub's store already. Opening it the usual way would make one.</summary>
public static class PostgresPresence
{
    private const string Look = """
        SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = 'migrations')
            OR NOT CASE WHEN EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1) THEN has_schema_privilege($1, 'CREATE')
                ELSE has_database_privilege(current_database(), 'CREATE') END
        """;

    /// <returns>True also when the server cannot be asked, or when opening could not make one: whoever opens the store then learns why.</returns>
    public static async Task<bool> MayHoldStoreAsync(PostgresOptions options, CancellationToken ct)
    {
        if (!options.Migrate)
        {
            return true;
        }

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
            await using var command = new NpgsqlCommand(Look, connection);
            command.Parameters.AddWithValue(options.Schema);
            return await command.ExecuteScalarAsync(ct) is true;
        }
        catch (Exception away) when (away is ArgumentException or FormatException || PostgresFaults.Reason(away) is not null)
        {
            return true;
        }
    }
}
