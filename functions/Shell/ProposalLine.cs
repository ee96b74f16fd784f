using System.Text.Json.Nodes;
using Hub.Core.Approvals;

namespace Hub.Functions.Shell;

/// <summary>What became of a proposal, whichever command made or decided it.</summary>
internal static class ProposalLine
{
    /// <summary>Its state, and what another person does next.</summary>
    public static void Print(JsonNode proposal)
    {
        var (id, state) = (Output.Text(proposal["id"]), ProposalStates.Find(Output.Text(proposal["state"])) ?? ProposalState.Open);
        Output.Line($"{id}: {Output.Say(ProposalStates.Text(state))}");
        if (state is ProposalState.Open)
        {
            Output.Line(2, ($"người khác duyệt bằng: hub approvals approve {id}", $"another person approves it: hub approvals approve {id}"));
        }
    }
}
