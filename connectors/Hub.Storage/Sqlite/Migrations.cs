using Hub.Storage.Modules;
using Microsoft.Data.Sqlite;

namespace Hub.Storage.Sqlite;

/// <summary>Numbered SQL files, each applied once, in order, each in its own transaction; what was applied is checked at every start.</summary>
internal static class Migrations
{
    public static void Apply(SqliteConnection connection, IReadOnlyList<Migration> known)
    {
        SqliteDatabase.Execute(connection,
            "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL) STRICT");
        var applied = Applied(connection);
        if (applied.Keys.DefaultIfEmpty(0).Max() is var newest && newest > known[^1].Number)
        {
            throw new StoreVersionException(
                $"Cơ sở dữ liệu ở phiên bản {newest}, hub này chỉ biết đến {known[^1].Number}: hãy dùng bản hub mới hơn. / The database is at version {newest}, this hub knows up to {known[^1].Number}: use a newer hub.");
        }

        foreach (var migration in known)
        {
            if (!applied.TryGetValue(migration.Number, out var digest))
            {
                Run(connection, migration);
            }
            else if (digest != migration.Digest)
            {
                throw new StoreVersionException(
                    $"Bước nâng cấp {migration.Name} đã áp dụng khác với bản trong hub này. / Migration {migration.Name} was applied in another form than this hub knows.");
            }
        }
    }

    private static void Run(SqliteConnection connection, Migration migration)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The text is an embedded resource of an assembly of the hub.
        command.CommandText = migration.Sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO migrations (number, name, digest) VALUES ($number, $name, $digest)";
        command.Parameters.AddWithValue("$number", migration.Number);
        command.Parameters.AddWithValue("$name", migration.Name);
        command.Parameters.AddWithValue("$digest", migration.Digest);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private static Dictionary<int, string> Applied(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT number, digest FROM migrations";
        using var reader = command.ExecuteReader();
        var applied = new Dictionary<int, string>();
        while (reader.Read())
        {
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        }

        return applied;
    }
}
