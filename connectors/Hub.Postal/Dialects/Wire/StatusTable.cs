using System.Collections.Frozen;
using Hub.Core.Post;

namespace Hub.Postal.Dialects.Wire;

/// <summary>An operator's status and reason codes: the dialect's own tables with what the settings change in them.</summary>
internal sealed class StatusTable
{
    private readonly FrozenDictionary<string, ConsignmentState?> _states;
    private readonly FrozenDictionary<string, string> _reasons;

    public StatusTable(IReadOnlyDictionary<string, ConsignmentState?> states, IReadOnlyDictionary<string, string> reasons, PostalOperatorOptions options)
    {
        var merged = new Dictionary<string, ConsignmentState?>(states, StringComparer.Ordinal);
        foreach (var (code, name) in options.Codes)
        {
            if (name.Length == 0)
            {
                merged.Remove(code);
            }
            else
            {
                merged[code] = ConsignmentStates.TryParse(name, out var state) ? state : null;
            }
        }

        var words = new Dictionary<string, string>(reasons, StringComparer.Ordinal);
        foreach (var (code, reason) in options.Reasons)
        {
            words[code] = reason;
        }

        (_states, _reasons) = (merged.ToFrozenDictionary(StringComparer.Ordinal), words.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>What a status code means; <c>State</c> is null for one that says nothing of it.</summary>
    public (bool IsKnown, ConsignmentState? State) State(string code) => _states.TryGetValue(code, out var state) ? (true, state) : (false, null);

    /// <summary>One of <see cref="PostalReasons"/>: <see cref="PostalReasons.Other"/> for a code of no table, null where none is told.</summary>
    public string? Reason(string? code) => string.IsNullOrWhiteSpace(code) ? null : _reasons.GetValueOrDefault(code.Trim(), PostalReasons.Other);
}
