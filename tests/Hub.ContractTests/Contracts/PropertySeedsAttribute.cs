using System.Globalization;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>Seeds of the random days: always the same ones, so that a failure repeats. HUB_TEST_SEEDS asks for more of them.</summary>
public static class PropertySeeds
{
    private const int Usual = 12;

    public static TheoryData<int> All =>
        [.. Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("HUB_TEST_SEEDS"), CultureInfo.InvariantCulture, out var count) ? count : Usual)];
}
