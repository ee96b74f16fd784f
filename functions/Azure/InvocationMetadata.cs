using System.Text.Json;

namespace Hub.Functions.Azure;

/// <summary>What the broker says of a message, as far as the hub asks: never its ids or counts, which a sender can choose or a body can shadow.</summary>
internal readonly record struct InvocationMetadata(string? ContentType, IReadOnlyList<(string Name, string Value)>? Properties)
{
    private const string Content = "ContentType";
    private const string Application = "ApplicationProperties";

    public static InvocationMetadata One(JsonElement metadata) => metadata.ValueKind is not JsonValueKind.Object
        ? default
        : new(metadata.TryGetProperty(Content, out var type) ? InvocationValue.Text(type) : null,
            metadata.TryGetProperty(Application, out var properties) ? Read(Unwrapped(properties)) : null);

    /// <summary>With <c>cardinality: many</c> each value is an array, by message, inside a string.</summary>
    public static InvocationMetadata At(JsonElement metadata, int index) => metadata.ValueKind is not JsonValueKind.Object
        ? default
        : new(Element(metadata, Content, index) is { } type ? InvocationValue.Text(type) : null,
            Element(metadata, Application, index) is { } properties ? Read(properties) : null);

    private static JsonElement? Element(JsonElement metadata, string name, int index) =>
        metadata.TryGetProperty(name + "Array", out var value) && Unwrapped(value) is { ValueKind: JsonValueKind.Array } array && index < array.GetArrayLength()
            ? array[index]
            : null;

    private static JsonElement Unwrapped(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? InvocationValue.Inner(value.GetString()!) ?? value : value;

    private static List<(string Name, string Value)> Read(JsonElement properties) => properties.ValueKind is not JsonValueKind.Object
        ? []
        : [.. properties.EnumerateObject().Where(p => p.Value.ValueKind is not JsonValueKind.Null).Select(p =>
            (p.Name, p.Value.ValueKind is JsonValueKind.String ? p.Value.GetString()! : p.Value.GetRawText()))];
}
