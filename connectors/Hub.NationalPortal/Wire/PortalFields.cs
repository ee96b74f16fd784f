using System.Text.Json;

namespace Hub.NationalPortal.Wire;

/// <summary>Fields of what the portal sends. Names are read whatever their case: the portal writes some results in capitals.</summary>
internal static class PortalFields
{
    public static JsonElement? Find(JsonElement item, string name)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (item.TryGetProperty(name, out var exact))
        {
            return exact;
        }

        foreach (var member in item.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }

    /// <summary>Empty where there is no such field, or it is neither text nor number.</summary>
    public static string Text(JsonElement item, string name) =>
        Find(item, name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value ? value.ToString() : "";

    /// <summary>The objects of a list; a single object counts as a list of one.</summary>
    public static IEnumerable<JsonElement> Elements(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.Object),
        { ValueKind: JsonValueKind.Object } single => [single],
        _ => [],
    };
}
