using Hub.Core.Approvals;
using Hub.Tests;
using Xunit;

namespace Hub.AcceptanceTests.Architecture;

public sealed class ProposalDiagramTests
{
    [Fact]
    public void The_readme_shows_the_moves_of_a_proposal_that_are_enforced() => Assert.Contains(
        $"```mermaid\n{ProposalStates.Mermaid()}```\n", File.ReadAllText(Path.Combine(Repository.Root, "connectors/Hub.Core/README.md")), StringComparison.Ordinal);
}
