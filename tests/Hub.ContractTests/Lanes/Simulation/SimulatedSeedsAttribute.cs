using System.Globalization;
using System.Reflection;
using Hub.ContractTests.Sqlite;
using Hub.Tests;
using Xunit.Sdk;

namespace Hub.ContractTests.Lanes.Simulation;

/// <summary>
/// Seeds of a pair's simulated weeks: most for the embedded store without a broker, where a week costs least, and by night as many for every pair.
/// HUB_SIM_SEED repeats one week, HUB_SIM_RUNS asks every pair for so many.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SimulatedSeedsAttribute : DataAttribute
{
    private const int All = 30;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        var pair = testMethod.DeclaringType!.GetGenericArguments();
        var usual = pair.SequenceEqual([typeof(SqliteFixture), typeof(OutboxTransport)]) ? Night.Or(10, All) : Night.Or(3, All);
        var seeds = Number("HUB_SIM_SEED") is { } seed ? [seed] : Enumerable.Range(1, Number("HUB_SIM_RUNS") ?? usual);
        return seeds.Select(each => new object[] { each });
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
