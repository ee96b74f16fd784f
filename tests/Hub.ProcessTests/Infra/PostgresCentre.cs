using System.Globalization;
using Hub.Tests.Centres;
using Hub.Tests.Servers;
using Npgsql;

namespace Hub.ProcessTests.Infra;

/// <summary>A centre whose hub keeps everything in a database of its own on the test's server.</summary>
public sealed class PostgresCentre : Centre
{
    public const string Database = "centre_one";

    public PostgresCentre()
    {
        Create(Database);
        Environment["HUB__Store"] = "postgres";
        Environment["HUB__Postgres__ConnectionString"] = Connection(Database);
    }

    public static string Connection(string database) => PostgresServer.Shared.ConnectionString(database: database);

    public static void Create(string database)
    {
        using var connection = new NpgsqlConnection(Connection("postgres") + ";Pooling=false");
        connection.Open();
#pragma warning disable CA2100 // Written in these tests.
        using var command = new NpgsqlCommand($"CREATE DATABASE {database}", connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>What the scripts want to know of a database.</summary>
    public static Dictionary<string, string> Script(string database, string backups) => new()
    {
        ["HUB_STORE"] = "postgres",
        ["HUB_BACKUPS"] = backups,
        ["PGHOST"] = "127.0.0.1",
        ["PGPORT"] = PostgresServer.Shared.Port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = "postgres",
        ["PGDATABASE"] = database,
    };
}
