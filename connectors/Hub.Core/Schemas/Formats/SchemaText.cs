using System.Text.Json.Nodes;

namespace Hub.Core.Schemas.Formats;

/// <summary>
/// In JSON Schema (ECMA 262) <c>$</c> is the end of the text; in .NET it also stands before a last line feed. The validator
/// is therefore given <c>\z</c>, and callers go on seeing <c>$</c>.
/// </summary>
internal static class SchemaText
{
    public static string ForValidator(string json)
    {
        var root = JsonNode.Parse(json)!;
        Rewrite(root);
        return root.ToJsonString();
    }

    public static string AsWritten(string pattern) => pattern.EndsWith(@"\z", StringComparison.Ordinal) ? $"{pattern[..^2]}$" : pattern;

    private static void Rewrite(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Rewrite(item);
            }
        }
        else if (node is JsonObject schema)
        {
            if (schema["pattern"] is JsonValue value && value.TryGetValue<string>(out var pattern) && pattern.EndsWith('$'))
            {
                schema["pattern"] = $@"{pattern[..^1]}\z";
            }

            foreach (var (_, child) in schema.ToArray())
            {
                Rewrite(child);
            }
        }
    }
}
