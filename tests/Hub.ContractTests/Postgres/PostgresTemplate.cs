using Hub.Storage.Postgres;
using Hub.Tests.Servers;
using Npgsql;

namespace Hub.ContractTests.Postgres;

/// <summary>A database in which the owner has brought the schema up to date. Every test begins with a copy, which costs a fifth of the migrations.</summary>
internal sealed class PostgresTemplate
{
    /// <summary>The same in every copy: the schema's functions know it by name.</summary>
    public const string Schema = "hub_contract";

    private readonly Lazy<string> _name;

    /// <param name="role">That runs hubs, and is given its rights; null when the owner does.</param>
    public PostgresTemplate(string name, Func<string>? role = null) => _name = new(() =>
    {
        Execute($"CREATE DATABASE {name}");
        var options = new PostgresOptions { ConnectionString = PostgresServer.Shared.ConnectionString(database: name), Schema = Schema, AppRole = role?.Invoke() };
        new PostgresDatabase(options, Stores.Modules).Dispose();
        return name;
    });

    public static PostgresTemplate OfOwner { get; } = new("template_of_owner");

    public void CopyTo(string database) => Execute($"CREATE DATABASE {database} TEMPLATE {_name.Value} STRATEGY FILE_COPY");

    /// <summary>Removes a copy, whoever is still connected.</summary>
    public static void Drop(string database) => Execute($"DROP DATABASE {database} WITH (FORCE)");

    private static void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(PostgresServer.Shared.ConnectionString());
        connection.Open();
#pragma warning disable CA2100 // Only names made here.
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
