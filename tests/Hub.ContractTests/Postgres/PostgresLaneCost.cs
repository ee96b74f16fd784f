using System.Globalization;
using Hub.ContractTests.Contracts;

namespace Hub.ContractTests.Postgres;

/// <summary>In pages of tables and indexes, with plans for tables that were never analysed and for such that were.</summary>
public sealed class PostgresLaneCost : LaneCostContract<PostgresCountingFixture>
{
    protected override long Slack => 60;

    protected override (string Seq, string Id) Envelope => ("((SELECT envelope_seq FROM gate) >> 40 << 40) + 1000000000 + i", "uuid_send(gen_random_uuid())");

    protected override async Task TidyAsync(bool withFigures) => await Fixture.ReadAsync(withFigures ? "VACUUM ANALYZE" : "VACUUM");

    protected override Task<long> CostAsync(Func<Task> act) => Fixture.PagesAsync(act);

    protected override string Numbers(int from, int to) => string.Create(CultureInfo.InvariantCulture, $"SELECT i FROM generate_series({from}, {to - 1}) AS g (i)");
}
