using System.Globalization;
using System.Reflection;
using Hub.ContractTests.Sqlite;
using Hub.Tests;
using Xunit.Sdk;

namespace Hub.ContractTests.Contracts;

/// <summary>
/// Seeds of the random days: always the same ones, so that a failure repeats. Most on the embedded store, where a day costs least, and by night
/// all of them on every store. HUB_TEST_SEEDS asks for so many.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PropertySeedsAttribute : DataAttribute
{
    private const int All = 12;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        var usual = testMethod.DeclaringType!.GetGenericArguments()[0] == typeof(SqliteFixture) ? Night.Or(4, All) : Night.Or(2, All);
        var asked = int.TryParse(Environment.GetEnvironmentVariable("HUB_TEST_SEEDS"), CultureInfo.InvariantCulture, out var count);
        return Enumerable.Range(1, asked ? count : usual).Select(seed => new object[] { seed });
    }
}
