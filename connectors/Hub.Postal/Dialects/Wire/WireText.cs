using System.Runtime.InteropServices;
using System.Text.Json;

namespace Hub.Postal.Dialects.Wire;

/// <summary>Texts of operators on their way into the store: bounded, and without control characters, which one of the stores does not take.</summary>
internal static class WireText
{
    /// <summary>In place of an order number that was not told.</summary>
    public const string Unknown = "?";

    private const int MaxRaw = 64 * 1024;

    /// <summary>Null for an empty text.</summary>
    public static string? Clean(string? text, int max = 200)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var plain = (text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text).Trim();
        return plain.Length == 0 ? null : plain.Length <= max ? plain : plain[..(char.IsHighSurrogate(plain[max - 1]) ? max - 1 : max)];
    }

    /// <summary>As it came, at most 64 KB.</summary>
    public static byte[] Raw(JsonElement element) => [.. Raw(JsonMarshal.GetRawUtf8Value(element).ToArray()).Span];

    /// <summary>As it came, at most 64 KB.</summary>
    public static ReadOnlyMemory<byte> Raw(ReadOnlyMemory<byte> body) => body.Length <= MaxRaw ? body : body[..MaxRaw];
}
