using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Core.Events;

namespace Hub.Payments.Messengers;

/// <summary>
/// JSON as JavaScript's <c>JSON.stringify</c> writes it when the names of every object were sorted by their UTF-16 units: no spaces, nothing escaped that need
/// not be, numbers in their shortest form. The framework's writer escapes more. Source: ECMA-262, 25.5.2 and 6.1.6.1.20.
/// </summary>
internal static class CanonicalJson
{
    public static string Of(JsonElement element)
    {
        var text = new StringBuilder();
        Append(text, element);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var (member, at) in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).Select((member, at) => (member, at)))
                {
                    Quote(text.Append(at > 0 ? "," : ""), member.Name);
                    Append(text.Append(':'), member.Value);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var (item, at) in element.EnumerateArray().Select((item, at) => (item, at)))
                {
                    Append(text.Append(at > 0 ? "," : ""), item);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                Quote(text, element.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(element));
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\b' => text.Append(@"\b"),
                '\f' => text.Append(@"\f"),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                '\t' => text.Append(@"\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }

    /// <summary>As JavaScript writes a number after reading it: 8000.0 and 8e3 are 8000.</summary>
    public static string Number(JsonElement element) => EcmaNumber.Of(element.GetDouble());
}
