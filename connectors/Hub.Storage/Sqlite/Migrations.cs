using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Hub.Storage.Sqlite;

/// <summary>Numbered SQL files, each applied once, in order, each in its own transaction; what was applied is checked at every start.</summary>
internal static class Migrations
{
    public static int Latest { get; } = Load().Max(m => m.Number);

    public static void Apply(SqliteConnection connection)
    {
        SqliteDatabase.Execute(connection,
            "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL) STRICT");
        var applied = Applied(connection);
        var known = Load();
        if (applied.Keys.DefaultIfEmpty(0).Max() is var newest && newest > Latest)
        {
            throw new StoreVersionException(
                $"Cơ sở dữ liệu ở phiên bản {newest}, hub này chỉ biết đến {Latest}: hãy dùng bản hub mới hơn. / The database is at version {newest}, this hub knows up to {Latest}: use a newer hub.");
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
#pragma warning disable CA2100 // The text is an embedded resource of this assembly.
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

    private static List<Migration> Load()
    {
        const string marker = ".Sqlite.Migrations.";
        var assembly = Assembly.GetExecutingAssembly();
        return [.. from resource in assembly.GetManifestResourceNames()
                   let at = resource.IndexOf(marker, StringComparison.Ordinal)
                   where at >= 0
                   let name = resource[(at + marker.Length)..]
                   let sql = Read(assembly, resource)
                   orderby name
                   select new Migration(
                       int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, sql,
                       Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(sql))))];
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private sealed record Migration(int Number, string Name, string Sql, string Digest);
}
