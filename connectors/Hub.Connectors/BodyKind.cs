using System.Text;
using System.Text.Json;

namespace Hub.Connectors;

/// <summary>What a body is that was expected to be a partner's JSON.</summary>
public static class BodyKind
{
    private const int Looked = 64;

    /// <summary><c>empty</c>, <c>html</c>, <c>json</c>, <c>torn</c> (the beginning of JSON) or <c>text</c>, by the media type and the first characters.</summary>
    public static string Of(ReadOnlySpan<byte> body, string? mediaType)
    {
        var start = Encoding.UTF8.GetString(body[..Math.Min(body.Length, Looked)]).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return start.Length == 0 ? "empty"
            : mediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) is true || start.StartsWith('<') ? "html"
            : start[0] is '{' or '[' ? IsTorn(body) ? "torn" : "json"
            : "text";
    }

    // A connection whose end is the end of the answer cannot say that it was cut; JSON can.
    private static bool IsTorn(ReadOnlySpan<byte> body)
    {
        var json = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
            }

            return reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray || reader.BytesConsumed < json.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
