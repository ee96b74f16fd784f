using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

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

    /// <summary>Of every code with what it means, whatever order they were given in; lower-case hex.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', _states.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value?.Name()}")))));

    /// <summary>What a status code means; <c>State</c> is null for one that says nothing of it.</summary>
    public (bool IsKnown, ConsignmentState? State) State(string code) => _states.TryGetValue(code, out var state) ? (true, state) : (false, null);

    /// <summary>A failure's reason, one of <see cref="PostalReasons"/>; null in states that have none.</summary>
    public string? Reason(ConsignmentState? state, string? code) => HasReason(state) ? Reason(code) : null;

    public static bool HasReason(ConsignmentState? state) =>
        state is ConsignmentState.PickupFailed or ConsignmentState.DeliveryFailed or ConsignmentState.Returning or ConsignmentState.Returned;

    /// <summary>What was kept under a code, as the table reads it now.</summary>
    public TrackingEvent Read(PostalRecord kept, string? reason, string? waybill)
    {
        var (isKnown, state) = State(kept.Code);
        return new TrackingEvent(kept.Number, kept.Source, kept.Key, kept.Kind, kept.Code, state, isKnown, Reason(state, reason), kept.At, kept.Place, kept.Text, waybill, kept.Raw);
    }

    /// <summary>One of <see cref="PostalReasons"/>: <see cref="PostalReasons.Other"/> for a code of no table, null where none is told.</summary>
    private string? Reason(string? code) => string.IsNullOrWhiteSpace(code) ? null : _reasons.GetValueOrDefault(code.Trim(), PostalReasons.Other);
}

/// <summary>The operator's reasons of a failed pickup or delivery. Assumed: no public source lists them; the settings change them.</summary>
internal static class OperatorReasons
{
    public static readonly IReadOnlyDictionary<string, string> Assumed = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["R01"] = "address-wrong",
        ["R02"] = "not-at-home",
        ["R03"] = "refused-to-receive",
        ["R04"] = "force-majeure",
        ["R05"] = "asked-to-wait",
    };
}
