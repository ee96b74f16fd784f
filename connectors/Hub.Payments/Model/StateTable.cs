using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Hub.Core;

namespace Hub.Payments.Model;

/// <summary>The states of one kind of thing and where each may go: the only place that says so, for what is enforced, answered and drawn.</summary>
public sealed class StateTable<TState>
    where TState : struct, Enum
{
    private readonly FrozenDictionary<TState, StateRow<TState>> _rows;
    private readonly FrozenDictionary<string, TState> _named;

    /// <param name="rows">One for each state, the first the state in which all begin.</param>
    public StateTable(params IReadOnlyList<StateRow<TState>> rows)
    {
        Rows = rows;
        _rows = rows.ToFrozenDictionary(row => row.State);
        _named = rows.ToFrozenDictionary(row => row.Name, row => row.State, StringComparer.Ordinal);
    }

    public IReadOnlyList<StateRow<TState>> Rows { get; }

    /// <summary>Stable, kebab-case: <c>refund-due</c>.</summary>
    public string Name(TState state) => _rows[state].Name;

    /// <summary>What staff read.</summary>
    public Bilingual Text(TState state) => _rows[state].Text;

    /// <returns>False for a name of no state.</returns>
    public bool TryParse([NotNullWhen(true)] string? name, out TState state)
    {
        state = default;
        return name is not null && _named.TryGetValue(name, out state);
    }

    /// <summary>To stay is always allowed.</summary>
    public bool Allows(TState from, TState to) => from.Equals(to) || _rows[from].Next.Contains(to);

    /// <summary>Nothing follows any more.</summary>
    public bool IsFinal(TState state) => _rows[state].Next.Length == 0;

    /// <summary>A Mermaid state diagram, a line for each move, the lines parted by a line feed.</summary>
    public string Mermaid()
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var row in Rows)
        {
            text.Append("    ").Append(Id(row.State)).Append(": ").Append(row.Text.Vi).Append(" / ").Append(row.Name).Append('\n');
        }

        text.Append("    [*] --> ").Append(Id(Rows[0].State)).Append('\n');
        foreach (var row in Rows)
        {
            foreach (var to in row.Next)
            {
                text.Append("    ").Append(Id(row.State)).Append(" --> ").Append(Id(to)).Append('\n');
            }

            if (IsFinal(row.State))
            {
                text.Append("    ").Append(Id(row.State)).Append(" --> [*]\n");
            }
        }

        return text.ToString();
    }

    private string Id(TState state) => Name(state).Replace('-', '_');
}

/// <param name="Name">Kebab-case.</param>
/// <param name="Next">Where it may go.</param>
public sealed record StateRow<TState>(TState State, string Name, Bilingual Text, params TState[] Next)
    where TState : struct, Enum;
