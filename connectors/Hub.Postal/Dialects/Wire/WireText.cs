using System.Runtime.InteropServices;
using System.Text.Json;

namespace Hub.Postal.Dialects.Wire;

/// <summary>What an operator said, as it is kept beside what was understood of it.</summary>
internal static class WireText
{
    /// <summary>In place of an order number that was not told.</summary>
    public const string Unknown = "?";

    private const int MaxRaw = 64 * 1024;

    /// <summary>As it came, at most 64 KB.</summary>
    public static byte[] Raw(JsonElement element)
    {
        var bytes = JsonMarshal.GetRawUtf8Value(element);
        return bytes[..Math.Min(bytes.Length, MaxRaw)].ToArray();
    }

    /// <summary>As it came, at most 64 KB.</summary>
    public static ReadOnlyMemory<byte> Raw(ReadOnlyMemory<byte> body) => body.Length <= MaxRaw ? body : body[..MaxRaw];
}
