using System.Text.Json;
using Hub.Core.Envelopes;

namespace Hub.Core.Dossiers;

/// <summary>Reads the findings a connector left in its partner state: <c>{"kpi":["rule", …]}</c>.</summary>
internal static class TimelineFindings
{
    /// <param name="sentences">What each rule says; a rule without words is shown by its name.</param>
    public static IReadOnlyList<TimelineFinding> Of(
        PartnerState? state, TimelineWords words, IReadOnlyDictionary<string, Bilingual> sentences) =>
        [.. Rules(state).Select(rule => sentences.TryGetValue(rule, out var said)
            ? new TimelineFinding(rule, said.In(words.Language))
            : new TimelineFinding(rule, rule))];

    private static List<string> Rules(PartnerState? state)
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
                ? [.. kpi.EnumerateArray().Where(rule => rule.ValueKind is JsonValueKind.String).Select(rule => rule.GetString()!)]
                : [];
        }
        catch (JsonException)
        {
            // The document is the connector's own: a form nobody knows here tells nothing.
            return [];
        }
    }
}
