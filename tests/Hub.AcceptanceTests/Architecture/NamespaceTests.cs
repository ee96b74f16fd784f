using Xunit;

namespace Hub.AcceptanceTests.Architecture;

/// <summary>No room of a project needs another that needs it in turn: whoever reads one room must not have read all.</summary>
public sealed class NamespaceTests
{
    /// <summary>Circles that may stand, namespaces divided by spaces, with the reason. A circle may be smaller than it is written here, as long as
    /// every namespace of it is still in one.</summary>
    private static readonly Dictionary<string, string> Allowed = [];

    public static TheoryData<string> Projects => [.. NamespaceGraph.Projects("connectors", "functions")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_namespaces_of_a_project_form_a_circle(string project)
    {
        var graph = NamespaceGraph.Of(project);
        var circles = graph.Circles().Where(circle => !Allowed.Keys.Any(allowed => circle.All(allowed.Split(' ').Contains)));

        var found = string.Join('\n', circles.Select(circle => $"\"{string.Join(' ', circle)}\"\n  {string.Join("\n  ", graph.Uses(circle))}"));

        Assert.True(found.Length == 0, found);
    }

    [Fact]
    public void Every_allowed_circle_is_still_there()
    {
        var tied = NamespaceGraph.Projects("connectors", "functions").SelectMany(project => NamespaceGraph.Of(project).Circles()).SelectMany(circle => circle).ToHashSet();
        var untied = Allowed.Keys.SelectMany(allowed => allowed.Split(' ')).Where(name => !tied.Contains(name)).ToList();

        Assert.True(untied.Count == 0, "Untied, take them off the list: " + string.Join(' ', untied));
    }

    [Fact]
    public void The_graph_sees_that_the_twins_host_uses_what_twins_share() =>
        Assert.StartsWith("Hub.Sandbox -> Hub.Sandbox.Twins: ", Assert.Single(
            NamespaceGraph.Of("connectors/Hub.Sandbox/Hub.Sandbox.csproj").Uses(["Hub.Sandbox", "Hub.Sandbox.Twins"])), StringComparison.Ordinal);
}
