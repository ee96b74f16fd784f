using System.Text.Json;
using Hub.Core.Envelopes;

namespace Hub.Core.Dossiers;

/// <summary>Reads the findings a connector left in its partner state: <c>{"kpi":[{"rule","vi","en"}]}</c>.</summary>
internal static class TimelineFindings
{
    public static IReadOnlyList<TimelineFinding> Of(PartnerState? state, TimelineWords words)
    {
        if (state is null)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(state.Json);
            return document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("kpi", out var kpi) && kpi.ValueKind is JsonValueKind.Array
                ? [.. kpi.EnumerateArray().Select(finding => Read(finding, words)).OfType<TimelineFinding>()]
                : [];
        }
        catch (JsonException)
        {
            // The document is the connector's own: a form nobody knows here tells nothing.
            return [];
        }
    }

    private static TimelineFinding? Read(JsonElement finding, TimelineWords words) =>
        finding.ValueKind is JsonValueKind.Object && Text(finding, "rule") is { } rule
            ? new TimelineFinding(rule, words.Say(Text(finding, "vi") ?? rule, Text(finding, "en") ?? rule))
            : null;

    private static string? Text(JsonElement e, string name) =>
        e.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
