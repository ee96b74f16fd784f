using Hub.Postal.Tracking;
using Hub.Tests;
using Xunit;

namespace Hub.AcceptanceTests.Architecture;

/// <summary>The picture in the connector's README is drawn from the table of moves; <c>HUB_UPDATE_SNAPSHOTS=1</c> draws it anew.</summary>
public sealed class StateDiagramTests
{
    private const string Begin = "```mermaid\n";
    private const string End = "```\n";

    private static readonly string ReadMe = Path.Combine(Repository.Root, "connectors/Hub.Postal/README.md");

    [Fact]
    public void The_readme_shows_the_moves_that_are_enforced()
    {
        var text = File.ReadAllText(ReadMe);
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, from, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("HUB_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(ReadMe, text[..from] + StateDiagram.Mermaid() + text[to..]);
            return;
        }

        Assert.Equal(StateDiagram.Mermaid(), text[from..to]);
    }
}
