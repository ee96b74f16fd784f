using System.Text.Json;

namespace Hub.Postal.Dialects.Wire;

internal static class KeptJson
{
    /// <summary>Null where an overlong text was cut off as it was kept.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> raw)
    {
        try
        {
            using var document = JsonDocument.Parse(raw);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
