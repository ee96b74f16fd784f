using Hub.ContractTests.Contracts;

namespace Hub.ContractTests.Sqlite;

/// <summary>In steps of SQLite's virtual machine.</summary>
public sealed class SqlitePostalCost : PostalCostContract<SqliteFixture>
{
    protected override long Slack => 300;

    public override Task InitializeAsync()
    {
        SqliteSteps.Begin();
        return base.InitializeAsync();
    }

    protected override async Task<long> CostAsync(Func<Task> act)
    {
        var file = Path.Combine(Fixture.Folder, "hub.db");
        var before = SqliteSteps.Of(file);
        await act();
        return SqliteSteps.Of(file) - before;
    }
}
