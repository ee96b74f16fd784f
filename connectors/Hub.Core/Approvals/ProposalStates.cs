using System.Collections.Frozen;
using System.Text;
using static Hub.Core.Approvals.ProposalAct;
using static Hub.Core.Approvals.ProposalState;

namespace Hub.Core.Approvals;

/// <summary>Where a proposal stands. The numbers are stored.</summary>
public enum ProposalState
{
    Open = 0,
    Approved = 1,
    Rejected = 2,
    Withdrawn = 3,
    Lapsed = 4,
}

/// <summary>What may happen to a proposal.</summary>
public enum ProposalAct
{
    /// <summary>By another person; carries it out.</summary>
    Approve,

    /// <summary>By another person.</summary>
    Reject,

    /// <summary>By its maker.</summary>
    Withdraw,

    /// <summary>By time, or because its subject moved and something new is proposed.</summary>
    Lapse,
}

/// <summary>The legal moves of a proposal: the only place that says so, for what is enforced, answered and drawn.</summary>
public static class ProposalStates
{
    private static readonly FrozenDictionary<(ProposalState From, ProposalAct Act), ProposalState> Moves = new Dictionary<(ProposalState, ProposalAct), ProposalState>
    {
        [(Open, Approve)] = Approved,
        [(Open, Reject)] = Rejected,
        [(Open, Withdraw)] = Withdrawn,
        [(Open, Lapse)] = Lapsed,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<ProposalState, Bilingual> Texts = new Dictionary<ProposalState, Bilingual>
    {
        [Open] = ("chờ người thứ hai duyệt", "waits for a second person"),
        [Approved] = ("đã duyệt", "approved"),
        [Rejected] = ("bị từ chối", "rejected"),
        [Withdrawn] = ("đã rút lại", "withdrawn"),
        [Lapsed] = ("hết hiệu lực", "lapsed"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, ProposalState> Named = Enum.GetValues<ProposalState>().ToFrozenDictionary(Name, StringComparer.Ordinal);

    /// <summary>Null where the act is not allowed.</summary>
    public static ProposalState? After(ProposalState from, ProposalAct act) => Moves.TryGetValue((from, act), out var to) ? to : null;

    /// <summary>Stable, lower case.</summary>
    public static string Name(ProposalState state) => state.ToString().ToLowerInvariant();

    /// <summary>What staff read.</summary>
    public static Bilingual Text(ProposalState state) => Texts[state];

    /// <summary>Null for a name of no state.</summary>
    public static ProposalState? Find(string name) => Named.TryGetValue(name, out var state) ? state : null;

    /// <summary>A Mermaid state diagram, a line for each move, the lines parted by a line feed.</summary>
    public static string Mermaid()
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var state in Enum.GetValues<ProposalState>())
        {
            text.Append("    ").Append(Name(state)).Append(": ").Append(Text(state).Vi).Append(" / ").Append(Name(state)).Append('\n');
        }

        text.Append("    [*] --> open\n");
        foreach (var (move, to) in Moves.OrderBy(move => move.Value))
        {
            text.Append("    ").Append(Name(move.From)).Append(" --> ").Append(Name(to)).Append(": ").Append(move.Act.ToString().ToLowerInvariant()).Append('\n');
        }

        return text.ToString();
    }
}
