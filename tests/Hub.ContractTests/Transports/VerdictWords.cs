using System.Buffers;
using System.Text.Json;
using Hub.Core.Intake;

namespace Hub.ContractTests.Transports;

/// <summary>Verdicts in words of the tests' own: the host's stand in its own tests, and here it is enough to tell them apart.</summary>
internal static class VerdictWords
{
    public static string Of(JsonElement verdict) =>
        verdict.GetProperty("verdict").GetString() + (verdict.TryGetProperty("problem", out var problem) ? " " + problem.GetString() : "");

    public static void Write(ArrayBufferWriter<byte> buffer, IReadOnlyList<ReadEvent> events, IReadOnlyList<IntakeResult> results)
    {
        using var json = new Utf8JsonWriter(buffer);
        if (results.Count != 1)
        {
            json.WriteStartArray();
        }

        foreach (var result in results)
        {
            json.WriteStartObject();
            json.WriteString("verdict", result.GetType().Name.ToLowerInvariant());
            switch (result)
            {
                case IntakeResult.Accepted accepted: json.WriteNumber("seq", accepted.Seq); break;
                case IntakeResult.Duplicate duplicate: json.WriteNumber("seq", duplicate.Seq); break;
                case IntakeResult.Refused refused: json.WriteString("problem", refused.Refusal.Name); break;
            }

            json.WriteEndObject();
        }

        if (results.Count != 1)
        {
            json.WriteEndArray();
        }
    }
}
