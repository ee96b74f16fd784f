using Hub.ContractTests.Contracts;

namespace Hub.ContractTests.Postgres;

/// <summary>In pages of tables and indexes, with plans for tables that were never analysed and for such that were.</summary>
public sealed class PostgresPostalCost : PostalCostContract<PostgresCountingFixture>
{
    protected override long Slack => 30;

    protected override async Task TidyAsync(bool withFigures) => await Fixture.ReadAsync(withFigures ? "VACUUM ANALYZE" : "VACUUM");

    protected override Task<long> CostAsync(Func<Task> act) => Fixture.PagesAsync(act);
}
