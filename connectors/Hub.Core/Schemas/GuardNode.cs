using System.Text.Json.Nodes;

namespace Hub.Core.Schemas;

/// <summary>What of a value needs two people to change (<c>x-guarded</c>).</summary>
/// <param name="Class"><c>money</c> or <c>identity</c>, of the value and all within it; null where only some of what lies within is guarded.</param>
/// <param name="Item">Of each entry of an array.</param>
internal sealed record GuardNode(string? Class, GuardNode? Item, IReadOnlyDictionary<string, GuardNode> Properties)
{
    private static readonly Dictionary<string, GuardNode> None = [];

    /// <summary>Of one schema, complete in itself; null when nothing in it is guarded.</summary>
    public static GuardNode? Of(JsonObject schema) => Read(schema, schema);

    /// <param name="path">Names of properties, <c>*</c> for any entry of an array.</param>
    public static GuardNode Of(ReadOnlySpan<string> path, string guarded) => path switch
    {
        [] => new GuardNode(guarded, null, None),
        ["*", ..] => new GuardNode(null, Of(path[1..], guarded), None),
        _ => new GuardNode(null, null, new Dictionary<string, GuardNode>(StringComparer.Ordinal) { [path[0]] = Of(path[1..], guarded) }),
    };

    private static GuardNode? Read(JsonObject root, JsonObject schema)
    {
        var target = schema;
        if ((string?)schema["$ref"] is { } reference)
        {
            target = root["definitions"]![reference[(reference.LastIndexOf('/') + 1)..]]!.AsObject();
        }

        if (((string?)schema["x-guarded"] ?? (string?)target["x-guarded"]) is { } guarded)
        {
            return new GuardNode(guarded, null, None);
        }

        var item = target["items"] is JsonObject items ? Read(root, items) : null;
        var properties = (from property in target["properties"] as JsonObject ?? []
                          let node = Read(root, property.Value!.AsObject())
                          where node is not null
                          select (property.Key, Node: node)).ToDictionary(property => property.Key, property => property.Node, StringComparer.Ordinal);
        return item is null && properties.Count == 0 ? null : new GuardNode(null, item, properties);
    }
}
