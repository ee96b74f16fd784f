using Xunit;

namespace Hub.ContractTests;

/// <summary>What is left to the night repeats a contract over another pair; by day each store and each transport has met it in some pair.</summary>
public sealed class NightTests
{
    [Fact]
    public void By_day_every_contract_meets_each_store_and_each_transport()
    {
        var met = (from type in typeof(NightTests).Assembly.GetTypes()
                   where !type.IsAbstract
                   from contract in Contracts(type)
                   from part in contract.GetGenericArguments() is { Length: > 1 } pair ? pair.Select(each => each.Name) : ["a store"]
                   select (IsNight: IsNight(type), Met: (contract.GetGenericTypeDefinition().Name, part))).ToLookup(each => each.IsNight, each => each.Met);

        Assert.NotEmpty(met[true]);
        Assert.Empty(met[true].Except(met[false]));
    }

    private static IEnumerable<Type> Contracts(Type suite)
    {
        for (var type = suite.BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType)
            {
                yield return type;
            }
        }
    }

    private static bool IsNight(Type suite) => suite.GetCustomAttributesData().Any(attribute =>
        attribute.AttributeType == typeof(TraitAttribute) && attribute.ConstructorArguments is [{ Value: "Run" }, { Value: "night" }]);
}
