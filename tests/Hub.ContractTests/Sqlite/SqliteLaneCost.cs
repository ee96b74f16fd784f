using System.Globalization;
using Hub.ContractTests.Contracts;

namespace Hub.ContractTests.Sqlite;

/// <summary>In steps of SQLite's virtual machine.</summary>
public sealed class SqliteLaneCost : LaneCostContract<SqliteFixture>
{
    protected override long Slack => 300;

    protected override (string Seq, string Id) Envelope => ("i - 2000000000", "randomblob(16)");

    public override Task InitializeAsync()
    {
        SqliteSteps.Begin();
        return base.InitializeAsync();
    }

    protected override async Task TidyAsync(bool withFigures)
    {
        if (withFigures)
        {
            await Fixture.TamperAsync("ANALYZE");
        }
    }

    protected override async Task<long> CostAsync(Func<Task> act)
    {
        var file = Path.Combine(Fixture.Folder, "hub.db");
        var before = SqliteSteps.Of(file);
        await act();
        return SqliteSteps.Of(file) - before;
    }

    protected override string Numbers(int from, int to) =>
        string.Create(CultureInfo.InvariantCulture, $"WITH RECURSIVE c (i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM c WHERE i < {to - 1}) SELECT i FROM c");
}
