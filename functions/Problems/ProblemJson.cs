using System.Text.Json;

namespace Hub.Functions.Problems;

/// <summary>RFC 9457 <c>application/problem+json</c>, with the two sentences, the pointers and the trace id as extension members.</summary>
internal static class ProblemJson
{
    public const string MediaType = "application/problem+json";

    public static void Write(Utf8JsonWriter json, Problem problem, string? traceId)
    {
        var kind = problem.Kind;
        json.WriteStartObject();
        json.WriteString("type", kind.Type);
        json.WriteString("title", kind.Text.En);
        json.WriteNumber("status", kind.Status);
        json.WriteString("vi", problem.Text?.Vi ?? $"{kind.Text.Vi} {kind.Mend.Vi}");
        json.WriteString("en", problem.Text?.En ?? $"{kind.Text.En} {kind.Mend.En}");
        if (problem.Errors.Count > 0)
        {
            json.WriteStartArray("errors");
            foreach (var error in problem.Errors)
            {
                json.WriteStartObject();
                json.WriteString("pointer", error.Pointer);
                json.WriteString("rule", error.Rule);
                json.WriteString("vi", error.Text.Vi);
                json.WriteString("en", error.Text.En);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (problem.Digests is { } digests)
        {
            json.WriteString("sentDigest", Convert.ToHexStringLower(digests.Sent.Span));
            json.WriteString("storedDigest", Convert.ToHexStringLower(digests.Stored.Span));
        }

        if (traceId is not null)
        {
            json.WriteString("traceId", traceId);
        }

        json.WriteEndObject();
    }
}

/// <summary>RFC 9457, as the interface describes it.</summary>
public sealed record ProblemView(
    string Type, string Title, int Status, string Vi, string En, IReadOnlyList<ProblemError>? Errors, string? SentDigest, string? StoredDigest, string? TraceId);

/// <param name="Pointer">RFC 6901 pointer into the body, or the name of a parameter.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "Pointer is the word of RFC 6901.")]
public sealed record ProblemError(string Pointer, string Rule, string Vi, string En);
