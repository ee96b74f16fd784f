using Hub.Payments.Matching;
using Hub.Payments.Model;
using Hub.Tests;
using Xunit;

namespace Hub.AcceptanceTests.Architecture;

/// <summary>The pictures in the payments' README are drawn from the tables of states; <c>HUB_UPDATE_SNAPSHOTS=1</c> draws them anew.</summary>
public sealed class PaymentDiagramTests
{
    private const string Begin = "```mermaid\n";
    private const string End = "```\n";

    private static readonly string MatchingReadMe = Path.Combine(Repository.Root, "connectors/Hub.Payments/Matching/README.md");
    private static readonly string ReadMe = Path.Combine(Repository.Root, "connectors/Hub.Payments/README.md");

    [Fact]
    public void The_readme_shows_the_states_that_are_enforced()
    {
        Assert.All(
            ((string, string)[])[("A fee", FeeStates.Table.Mermaid()), ("A payment request", RequestStates.Table.Mermaid()), ("A payment", PaymentStates.Table.Mermaid()), ("An order at the PaymentPlatform", PlatformOrderStates.Table.Mermaid())],
            drawn => Compare(ReadMe, drawn.Item1, Begin, End, drawn.Item2));
        Assert.All(
            ((string, string)[])[("An e-receipt", EReceiptStates.Table.Mermaid()), ("A discrepancy", DiscrepancyStates.Table.Mermaid())],
            drawn => Compare(MatchingReadMe, drawn.Item1, Begin, End, drawn.Item2));
    }

    [Fact]
    public void The_readme_shows_the_kinds_of_discrepancies_and_what_is_allowed() =>
        Compare(MatchingReadMe, "Kinds of discrepancies", "| kind |", "\n\n", DiscrepancyKinds.Markdown(), keepsBegin: true);

    private static void Compare(string readMe, string heading, string begin, string end, string picture, bool keepsBegin = false)
    {
        var text = File.ReadAllText(readMe);
        var from = text.IndexOf(begin, text.IndexOf($"\n### {heading}\n", StringComparison.Ordinal), StringComparison.Ordinal) + (keepsBegin ? 0 : begin.Length);
        var to = text.IndexOf(end, from, StringComparison.Ordinal) + (keepsBegin ? 1 : 0);
        if (Environment.GetEnvironmentVariable("HUB_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(readMe, text[..from] + picture + text[to..]);
            return;
        }

        Assert.Equal(picture, text[from..to]);
    }
}
