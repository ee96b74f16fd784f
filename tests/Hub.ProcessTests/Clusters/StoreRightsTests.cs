using Hub.Tests.Processes;
using Hub.Tests.Servers;
using Npgsql;
using Xunit;

namespace Hub.ProcessTests.Clusters;

/// <summary>The likeliest mistakes when a centre moves to PostgreSQL: each is told with the setting that is to blame, by the hub and by its doctor.</summary>
public sealed class StoreRightsTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    [Fact]
    public async Task A_hub_under_the_apps_account_that_would_migrate_is_told_to_leave_that_to_the_owner()
    {
        var app = Role("eager");

        await IsToldAsync("Postgres:Migrate=false", Settings("rights_eager", app));
    }

    [Fact]
    public async Task A_hub_whose_account_was_given_no_rights_is_told_how_they_are_given()
    {
        var app = Role("barred");
        Assert.Equal(0, (await CommandRun.InEnglishAsync(Settings("rights_barred"), "keys", "create", "--role", "operator", "--data", _data["owner"])).Code);

        await IsToldAsync("Postgres:AppRole=" + app, Settings("rights_barred", app), ("HUB__Postgres__Migrate", "false"));
    }

    [Fact]
    public async Task An_upgrade_for_a_role_that_is_not_there_is_told_its_name() =>
        await IsToldAsync("'nobody_of_that_name'", Settings("rights_none"), ("HUB__Postgres__AppRole", "nobody_of_that_name"));

    public void Dispose() => _data.Dispose();

    private async Task IsToldAsync(string words, Dictionary<string, string> environment, params (string Name, string Value)[] more)
    {
        Array.ForEach(more, one => environment[one.Name] = one.Value);

        var (code, _, errors) = await CommandRun.InEnglishAsync(environment, "serve", "--data", _data["data"], "--urls", "http://127.0.0.1:0");
        var doctor = await CommandRun.InEnglishAsync(environment, "doctor", "--data", _data["data"]);

        Assert.Equal((69, 1), (code, doctor.Code));
        Assert.Contains(words, errors, StringComparison.Ordinal);
        Assert.Contains(words, doctor.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of the hub", errors + doctor.Errors, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Settings(string schema, string? user = null) => new()
    {
        ["HUB__Store"] = "postgres",
        ["HUB__Postgres__ConnectionString"] = user is null ? PostgresServer.Shared.ConnectionString() : PostgresServer.Shared.ConnectionString(user),
        ["HUB__Postgres__Schema"] = schema,
    };

    private static string Role(string name)
    {
        var role = $"{name}_{Environment.ProcessId}";
        using var connection = new NpgsqlConnection(PostgresServer.Shared.ConnectionString() + ";Pooling=false");
        connection.Open();
#pragma warning disable CA2100 // A name of this test.
        using var command = new NpgsqlCommand($"CREATE ROLE {role} LOGIN", connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return role;
    }
}
