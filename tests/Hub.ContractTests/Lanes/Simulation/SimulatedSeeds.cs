using System.Globalization;
using Xunit;

namespace Hub.ContractTests.Lanes.Simulation;

/// <summary>Seeds of the simulated weeks. HUB_SIM_SEED repeats one week, HUB_SIM_RUNS asks for more of them.</summary>
public static class SimulatedSeeds
{
    private const int Usual = 30;

    public static TheoryData<int> All => Number("HUB_SIM_SEED") is { } seed ? [seed] : [.. Enumerable.Range(1, Number("HUB_SIM_RUNS") ?? Usual)];

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
