using System.Text;
using System.Text.Json;

namespace Hub.Functions.Azure;

/// <summary>Takes one value of an invocation out of its wrappings.</summary>
internal static class InvocationValue
{
    /// <summary>The bytes behind Base64; null when it is none. No JSON object, array or string is Base64, so nothing is taken for what it is not.</summary>
    public static byte[]? Bytes(string text)
    {
        var bytes = new byte[((text.Length / 4) * 3) + 3];
        return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>The JSON inside a string; null when it holds none.</summary>
    public static JsonElement? Inner(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The text that was meant: a string inside the string, or the string as it is.</summary>
    public static byte[] Plain(string text) =>
        Encoding.UTF8.GetBytes(Inner(text) is { ValueKind: JsonValueKind.String } nested ? nested.GetString()! : text);

    public static byte[] Raw(JsonElement value) => Encoding.UTF8.GetBytes(value.GetRawText());

    /// <summary>The JSON that a string holds; a string that holds none, and everything else, as it is.</summary>
    public static JsonElement Unwrapped(JsonElement value) => value.ValueKind is JsonValueKind.String ? Inner(value.GetString()!) ?? value : value;

    /// <summary>A value of the metadata as text, whether it was wrapped once or not; null when there is none.</summary>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Inner(value.GetString()!) is { ValueKind: JsonValueKind.String } inner ? inner.GetString() : value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
