using System.Reflection;
using Xunit;

namespace Hub.AcceptanceTests.Architecture;

public sealed class ReferenceTests
{
    private const string Tables = ".Storage";

    /// <summary>What every party may build on; whatever else lies in <c>connectors</c> is a party or a party's tables.</summary>
    private static readonly string[] Shared = ["Hub.Core", "Hub.Connectors", "Hub.Storage", "Hub.Transports", "Hub.Sandbox"];

    private static readonly string[] Connectors = [.. NamespaceGraph.Projects("connectors").Select(project => Path.GetFileNameWithoutExtension(project))];

    public static TheoryData<string> All => [.. Connectors];

    public static TheoryData<string> Parties => [.. Connectors.Except(Shared).Where(name => !name.EndsWith(Tables, StringComparison.Ordinal))];

    public static TheoryData<string> PartyStores => [.. Connectors.Except(Shared).Where(name => name.EndsWith(Tables, StringComparison.Ordinal))];

    [Fact]
    public void The_heart_references_nobody() => Assert.Empty(HubReferences("Hub.Core"));

    [Fact]
    public void The_store_references_the_heart_alone() => Assert.Equal(["Hub.Core"], HubReferences("Hub.Storage"));

    [Fact]
    public void What_connectors_share_references_the_heart_at_most() => Assert.Empty(HubReferences("Hub.Connectors").Except(["Hub.Core"]));

    [Fact]
    public void The_brokers_reference_the_heart_alone() => Assert.Equal(["Hub.Core"], HubReferences("Hub.Transports"));

    [Theory]
    [MemberData(nameof(Parties))]
    public void A_party_references_the_heart_and_what_connectors_share(string name) =>
        Assert.Empty(HubReferences(name).Except(["Hub.Connectors", "Hub.Core"]));

    [Theory]
    [MemberData(nameof(PartyStores))]
    public void A_partys_tables_reference_that_party_the_store_and_the_heart(string name) =>
        Assert.Empty(HubReferences(name).Except(["Hub.Core", "Hub.Storage", name[..^Tables.Length]]));

    [Fact]
    public void Only_the_executable_and_parties_tables_reference_the_store() =>
        Assert.All(Connectors.Where(name => HubReferences(name).Contains("Hub.Storage")), name => Assert.EndsWith(Tables, name, StringComparison.Ordinal));

    [Fact]
    public void The_twins_know_nothing_of_the_hub() => Assert.Empty(HubReferences("Hub.Sandbox"));

    [Theory]
    [MemberData(nameof(All))]
    public void Nobody_but_the_executable_reads_configuration(string name) =>
        Assert.DoesNotContain(References(name), reference => reference.StartsWith("Microsoft.Extensions.Configuration", StringComparison.Ordinal));

    [Fact]
    public void The_heart_speaks_neither_SQL_nor_HTTP() =>
        Assert.DoesNotContain(References("Hub.Core"), reference =>
            reference is "System.Net.Http" or "System.Data.Common" || reference.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    private static List<string> HubReferences(string name) => [.. References(name).Where(reference => reference.StartsWith("Hub.", StringComparison.Ordinal) || reference == "hub")];

    private static IEnumerable<string> References(string name) =>
        Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, name + ".dll")).GetReferencedAssemblies().Select(reference => reference.Name!);
}
