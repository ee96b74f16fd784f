using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Custom properties travel as headers: strings in double quotes, numbers and booleans bare, ASCII only.</summary>
internal static class AsciiJson
{
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                >= ' ' and <= '~' => quoted.Append(c),
                _ => quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A header's value as a scalar: a text without quotes is taken as a text, as in the vendor's own examples.</summary>
    public static string OfHeader(string raw)
    {
        try
        {
            using var document = JsonDocument.Parse(raw);
            return OfElement(document.RootElement) ?? Quote(raw);
        }
        catch (JsonException)
        {
            return Quote(raw);
        }
    }

    /// <summary>Null for what is no scalar.</summary>
    public static string? OfElement(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => Quote(value.GetString()!),
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }
}
