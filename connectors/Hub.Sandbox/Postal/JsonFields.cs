using System.Globalization;
using System.Text.Json;

namespace Hub.Sandbox.Postal;

/// <summary>Reads fields that the partners write now as numbers, now as texts.</summary>
internal static class JsonFields
{
    /// <summary>A whole number, written <c>5</c>, <c>5.0</c> or <c>"5"</c>; zero when absent, null or empty; null when it is something else.</summary>
    public static long? Whole(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value))
        {
            return 0;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => 0,
            JsonValueKind.Number when value.TryGetDecimal(out var number) && number == decimal.Truncate(number) && Math.Abs(number) <= 1_000_000_000_000 => (long)number,
            JsonValueKind.String when value.GetString() is "" => 0,
            JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
    }

    public static JsonElement Object(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : default;
}
