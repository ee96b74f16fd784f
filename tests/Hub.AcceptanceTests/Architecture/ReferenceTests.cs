using System.Reflection;
using Xunit;

namespace Hub.AcceptanceTests.Architecture;

public sealed class ReferenceTests
{
    [Fact]
    public void The_heart_references_nobody() => Assert.Empty(HubReferences("Hub.Core"));

    [Fact]
    public void The_store_references_the_heart_alone() => Assert.Equal(["Hub.Core"], HubReferences("Hub.Storage"));

    [Fact]
    public void What_connectors_share_references_the_heart_at_most() => Assert.Empty(HubReferences("Hub.Connectors").Except(["Hub.Core"]));

    [Theory]
    [InlineData("Hub.NationalPortal")]
    [InlineData("Hub.CaseSystem")]
    [InlineData("Hub.Postal")]
    public void A_connector_references_the_heart_and_what_connectors_share(string name) =>
        Assert.Equal(["Hub.Connectors", "Hub.Core"], HubReferences(name).Order(StringComparer.Ordinal));

    [Fact]
    public void The_twins_know_nothing_of_the_hub() => Assert.Empty(HubReferences("Hub.Sandbox"));

    [Theory]
    [InlineData("Hub.Core")]
    [InlineData("Hub.Connectors")]
    [InlineData("Hub.Storage")]
    [InlineData("Hub.NationalPortal")]
    [InlineData("Hub.CaseSystem")]
    [InlineData("Hub.Postal")]
    [InlineData("Hub.Sandbox")]
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
