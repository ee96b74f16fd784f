using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Hub.Postal.Dialects.Wire;

/// <summary>Any JSON, as it came: the answer of an operator that gives one thing in several forms.</summary>
[JsonConverter(typeof(WireJsonConverter))]
internal sealed record WireJson(JsonElement Root);

internal sealed class WireJsonConverter : JsonConverter<WireJson>
{
    public override bool HandleNull => true;

    public override WireJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // Texts are decoded when they are asked for: half an answer in another encoding must not be taken for a whole one.
        var root = JsonElement.ParseValue(ref reader);
        return Utf8.IsValid(JsonMarshal.GetRawUtf8Value(root)) ? new WireJson(root) : throw new JsonException("Not UTF-8.");
    }

    public override void Write(Utf8JsonWriter writer, WireJson value, JsonSerializerOptions options) => value.Root.WriteTo(writer);
}

/// <summary>Reads members whatever the case of their names and the blanks around them, and one thing where a list of one is meant.</summary>
internal static class LooseMembers
{
    /// <returns>The first that bears one of the names, looked for in the order given; null where there is none.</returns>
    public static JsonElement? Member(this JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        foreach (var name in names)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (string.Equals(NameOf(property), name, StringComparison.OrdinalIgnoreCase))
                {
                    return property.Value;
                }
            }
        }

        return null;
    }

    /// <returns>A text as it is, a number or truth as it is written; null for anything else, half a character among it.</returns>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> names) => element.Member(names) switch
    {
        { ValueKind: JsonValueKind.String } text => Whole(text),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
        _ => null,
    };

    /// <returns>The elements of a list, a lone object as a list of one, null written out as an empty one; null for anything else.</returns>
    public static IReadOnlyList<JsonElement>? Items(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => [.. element.EnumerateArray()],
        JsonValueKind.Object => [element],
        JsonValueKind.Null => [],
        _ => null,
    };

    // Half a character in a name or a text is no reason to lose what stands beside it.
    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name.Trim();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Whole(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
