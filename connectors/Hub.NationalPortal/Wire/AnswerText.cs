using System.Text.Json;
using Hub.Core.Intake;

namespace Hub.NationalPortal.Wire;

/// <summary>The text of an answer, read strictly.</summary>
internal static class AnswerText
{
    /// <summary>Null for what is not one JSON value, or holds what is no text: a byte that is not UTF-8, half a surrogate pair.</summary>
    public static JsonElement? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            OutsideJson.Check(body);
            var reader = new Utf8JsonReader(body.StartsWith("\uFEFF"u8) ? body[3..] : body);
            var root = JsonElement.ParseValue(ref reader);
            return Rest(ref reader) ? root : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Every text of a string, or of an object and what is in it, in their order.</summary>
    public static string Strings(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object => string.Join('\n', value.EnumerateObject().Select(member => Strings(member.Value))),
        _ => "",
    };

    private static bool Rest(ref Utf8JsonReader reader) => !reader.Read();
}
