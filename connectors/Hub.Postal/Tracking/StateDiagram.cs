using System.Text;
using Hub.Postal.Consignments;

namespace Hub.Postal.Tracking;

/// <summary>The table of legal moves as a picture, so that what is read and what is enforced are one.</summary>
public static class StateDiagram
{
    /// <summary>A Mermaid state diagram, a line for each move, the lines parted by a line feed.</summary>
    public static string Mermaid()
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var state in ConsignmentMoves.Table.Keys)
        {
            text.Append("    ").Append(Id(state)).Append(": ").Append(state.Text().Vi).Append(" / ").Append(state.Name()).Append('\n');
        }

        text.Append("    [*] --> ").Append(Id(ConsignmentMoves.Table.Keys.First())).Append('\n');
        foreach (var (from, moves) in ConsignmentMoves.Table)
        {
            foreach (var to in moves)
            {
                text.Append("    ").Append(Id(from)).Append(" --> ").Append(Id(to)).Append('\n');
            }

            if (ConsignmentMoves.IsFinal(from))
            {
                text.Append("    ").Append(Id(from)).Append(" --> [*]\n");
            }
        }

        return text.ToString();
    }

    private static string Id(ConsignmentState state) => state.Name().Replace('-', '_');
}
