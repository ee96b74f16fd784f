using System.Text.Json;
using System.Text.Unicode;

namespace Hub.NationalPortal.Wire;

/// <summary>The text of an answer, read strictly.</summary>
internal static class AnswerText
{
    /// <summary>Null for what is not one JSON value, or holds what is no text: a byte that is not UTF-8, half a surrogate pair.</summary>
    public static JsonElement? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body.StartsWith("\uFEFF"u8) ? body[3..] : body);
            var root = JsonElement.ParseValue(ref reader);
            if (!Rest(ref reader))
            {
                return null;
            }

            if (!Utf8.IsValid(body) || body.IndexOf("\\u"u8) >= 0)
            {
                Touch(root);
            }

            return root;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
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

    // Reads every text once; the reader itself leaves that to whoever asks for it.
    private static void Touch(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _ = value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray())
                {
                    Touch(element);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    _ = member.Name;
                    Touch(member.Value);
                }

                break;
        }
    }

    private static bool Rest(ref Utf8JsonReader reader) => !reader.Read();
}
