using Hub.Payments.Model;
using Hub.Tests;
using Xunit;

namespace Hub.AcceptanceTests.Architecture;

/// <summary>The pictures in the payments' README are drawn from the tables of states; <c>HUB_UPDATE_SNAPSHOTS=1</c> draws them anew.</summary>
public sealed class PaymentDiagramTests
{
    private const string Begin = "```mermaid\n";
    private const string End = "```\n";

    private static readonly string ReadMe = Path.Combine(Repository.Root, "connectors/Hub.Payments/README.md");

    [Fact]
    public void The_readme_shows_the_states_that_are_enforced()
    {
        Assert.All(((string, string)[])[("A fee", FeeStates.Table.Mermaid()), ("A payment request", RequestStates.Table.Mermaid()), ("A payment", PaymentStates.Table.Mermaid()), ("An order at the PaymentPlatform", PlatformOrderStates.Table.Mermaid())], Compare);
    }

    private static void Compare((string Heading, string Picture) drawn)
    {
        var text = File.ReadAllText(ReadMe);
        var from = text.IndexOf(Begin, text.IndexOf($"\n### {drawn.Heading}\n", StringComparison.Ordinal), StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, from, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("HUB_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(ReadMe, text[..from] + drawn.Picture + text[to..]);
            return;
        }

        Assert.Equal(drawn.Picture, text[from..to]);
    }
}
