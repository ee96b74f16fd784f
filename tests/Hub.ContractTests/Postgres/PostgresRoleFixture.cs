using System.Globalization;
using Hub.Storage.Postgres;
using Hub.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hub.ContractTests.Postgres;

/// <summary>The store as a hub sees it that runs under a role of its own, which owns nothing.</summary>
public sealed class PostgresRoleFixture : PostgresFixture
{
    private static readonly Lazy<string> Role = new(() =>
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"hub_app_{Environment.ProcessId}");
        using var connection = new NpgsqlConnection(PostgresServer.Shared.ConnectionString() + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE ROLE {name} LOGIN", connection);
        command.ExecuteNonQuery();
        return name;
    });

    private static readonly PostgresTemplate OfRole = new("template_of_role", () => Role.Value);

    public override PostgresOptions Options =>
        new() { ConnectionString = Server.ConnectionString(Role.Value, Database) + ";Application Name=" + Name, Schema = Schema, Migrate = false, ConnectTimeout = Patience };

    private protected override PostgresTemplate Template => OfRole;

    /// <summary>What an upgrade does: the owner starts once more and gives the role its rights.</summary>
    public void Grant() => new PostgresDatabase(base.Options with { AppRole = Role.Value }, Stores.Modules).Dispose();

    protected override void AddStore(IServiceCollection services)
    {
        if (IsEmpty)
        {
            Grant();
        }

        base.AddStore(services);
    }
}
