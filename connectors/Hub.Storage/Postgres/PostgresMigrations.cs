using Hub.Storage.Modules;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>
/// Numbered SQL files, each applied once, in order, each in its own transaction; what was applied is checked at every start. Of instances
/// that start together one applies and the others wait.
/// </summary>
internal static class PostgresMigrations
{
    public static void Apply(NpgsqlConnection connection, string schema, IReadOnlyList<Migration> known)
    {
        Execute(connection, "SET statement_timeout = 0");
        Execute(connection, "SET idle_in_transaction_session_timeout = 0");
        using (var turn = new NpgsqlCommand("SELECT pg_advisory_lock(hashtext($1), 0)", connection) { CommandTimeout = 0 })
        {
            turn.Parameters.AddWithValue(schema + ".migrations");
            turn.ExecuteNonQuery();
        }

        try
        {
            if (!Exists(connection, "SELECT 1 FROM pg_namespace WHERE nspname = $1", schema))
            {
                Execute(connection, $"CREATE SCHEMA \"{schema}\"");
            }

            Execute(connection, "CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY, name text NOT NULL, digest text NOT NULL)");
            foreach (var migration in Missing(connection, known))
            {
                Run(connection, schema, migration);
            }
        }
        finally
        {
            using var end = new NpgsqlCommand("SELECT pg_advisory_unlock(hashtext($1), 0)", connection);
            end.Parameters.AddWithValue(schema + ".migrations");
            end.ExecuteNonQuery();
        }
    }

    /// <exception cref="StoreVersionException">A migration is missing, or the database is from a newer hub.</exception>
    public static void Check(NpgsqlConnection connection, string schema, IReadOnlyList<Migration> known)
    {
        var isThere = Exists(connection, "SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = 'migrations'", schema);
        if (!isThere || Missing(connection, known) is { Count: > 0 })
        {
            throw new StoreVersionException(
                $"Lược đồ '{schema}' chưa ở phiên bản {known[^1].Number}: hãy chạy nâng cấp bằng tài khoản chủ sở hữu. / The schema '{schema}' is not at version {known[^1].Number}: run the upgrade as its owner.");
        }
    }

    private static List<Migration> Missing(NpgsqlConnection connection, IReadOnlyList<Migration> known)
    {
        var applied = Applied(connection);
        if (applied.Keys.DefaultIfEmpty(0).Max() is var newest && newest > known[^1].Number)
        {
            throw new StoreVersionException(
                $"Cơ sở dữ liệu ở phiên bản {newest}, hub này chỉ biết đến {known[^1].Number}: hãy dùng bản hub mới hơn. / The database is at version {newest}, this hub knows up to {known[^1].Number}: use a newer hub.");
        }

        var missing = new List<Migration>();
        foreach (var migration in known)
        {
            if (!applied.TryGetValue(migration.Number, out var digest))
            {
                missing.Add(migration);
            }
            else if (digest != migration.Digest)
            {
                throw new StoreVersionException(
                    $"Bước nâng cấp {migration.Name} đã áp dụng khác với bản trong hub này. / Migration {migration.Name} was applied in another form than this hub knows.");
            }
        }

        return missing;
    }

    private static void Run(NpgsqlConnection connection, string schema, Migration migration)
    {
        using var transaction = connection.BeginTransaction();

        // Functions keep this path, so that nobody can slip a table of his own before the hub's.
        Execute(connection, $"SET LOCAL search_path = \"{schema}\", pg_temp");

        // As one statement: Npgsql would send many only with the help of the thread pool, which may be waiting for this very store.
        Execute(connection, $"DO $migration$ BEGIN EXECUTE $statements${migration.Sql}$statements$; END $migration$");
        using var note = new NpgsqlCommand("INSERT INTO migrations (number, name, digest) VALUES ($1, $2, $3)", connection);
        note.Parameters.AddWithValue(migration.Number);
        note.Parameters.AddWithValue(migration.Name);
        note.Parameters.AddWithValue(migration.Digest);
        note.ExecuteNonQuery();
        transaction.Commit();
    }

    private static Dictionary<int, string> Applied(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT number, digest FROM migrations", connection);
        using var reader = command.ExecuteReader();
        var applied = new Dictionary<int, string>();
        while (reader.Read())
        {
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        }

        return applied;
    }

    private static bool Exists(NpgsqlConnection connection, string sql, string argument)
    {
#pragma warning disable CA2100 // Only constants of this class come here.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.AddWithValue(argument);
        return command.ExecuteScalar() is not null;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Only embedded resources, and a schema name that was checked.
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
