using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Schemas.Linting;

namespace Hub.Core.Schemas;

/// <summary>Builds the shared definitions into a schema, since the validator throws on a reference to another file.</summary>
internal sealed class SchemaBundle(string file, Func<string, JsonObject?> sibling)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _definitions = [];

    public string Build(JsonObject schema)
    {
        var root = schema.DeepClone().AsObject();
        if (root["definitions"] is JsonObject own)
        {
            root.Remove("definitions");
            foreach (var (name, definition) in own.ToArray())
            {
                own.Remove(name);
                _definitions[name] = definition;
            }
        }

        foreach (var (_, definition) in _definitions.ToArray())
        {
            Inline(definition, null);
        }

        Inline(root, null);
        if (_definitions.Count > 0)
        {
            root["definitions"] = _definitions;
        }

        return root.ToJsonString(Indented);
    }

    private void Inline(JsonNode? node, string? home)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Inline(item, home);
            }
        }
        else if (node is JsonObject schema)
        {
            if (schema["$ref"] is JsonValue value && value.TryGetValue<string>(out var reference))
            {
                schema["$ref"] = Resolve(reference, home);
            }

            foreach (var (_, child) in schema.ToArray())
            {
                Inline(child, home);
            }
        }
    }

    private string Resolve(string reference, string? home)
    {
        const string Prefix = "#/definitions/";
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var source = hash > 0 ? reference[..hash] : home;
        if (hash < 0 || source is null || !reference.AsSpan(hash).StartsWith(Prefix))
        {
            return reference;
        }

        var name = reference[(hash + Prefix.Length)..];
        var shared = (sibling(source)?["definitions"] as JsonObject)?[name]
            ?? throw new InvalidSchemaException(file, [new SchemaFault("", "$ref", $"{reference} leads nowhere")]);
        if (_definitions[name] is not { } known)
        {
            var copy = shared.DeepClone();
            _definitions[name] = copy;
            Inline(copy, source);
        }
        else if (home is null && !SameSource(known, shared))
        {
            throw new InvalidSchemaException(file, [new SchemaFault("", "$ref", $"two definitions are called {name}")]);
        }

        return Prefix + name;
    }

    // The copy has its references rewritten, so its description tells whether it is the same definition.
    private static bool SameSource(JsonNode known, JsonNode shared) =>
        JsonNode.DeepEquals(known["description"], shared["description"]) && JsonNode.DeepEquals(known["type"], shared["type"]);
}
