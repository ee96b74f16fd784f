using System.Globalization;
using System.Reflection;
using Hub.ContractTests.Sqlite;
using Xunit.Sdk;

namespace Hub.ContractTests.Lanes.Simulation;

/// <summary>
/// Seeds of a pair's simulated weeks: many for the embedded store without a broker, where a week costs least, fewer for every other pair.
/// HUB_SIM_SEED repeats one week, HUB_SIM_RUNS asks every pair for so many.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SimulatedSeedsAttribute : DataAttribute
{
    private const int Cheapest = 30;
    private const int Other = 10;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        var pair = testMethod.DeclaringType!.GetGenericArguments();
        var usual = pair.SequenceEqual([typeof(SqliteFixture), typeof(OutboxTransport)]) ? Cheapest : Other;
        var seeds = Number("HUB_SIM_SEED") is { } seed ? [seed] : Enumerable.Range(1, Number("HUB_SIM_RUNS") ?? usual);
        return seeds.Select(each => new object[] { each });
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
