using System.Text.Json;

namespace Hub.Sandbox.Twins;

/// <summary>How the twins read JSON.</summary>
internal static class JsonText
{
    /// <summary>The string of a property, or "" when it is absent or no string.</summary>
    public static string Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    /// <summary>The elements of an array property; none when it is absent or no array.</summary>
    public static IEnumerable<JsonElement> Elements(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : [];

    public static byte[] Compact(this JsonElement element) => TwinJson.Write(element.WriteTo).ToArray();
}
