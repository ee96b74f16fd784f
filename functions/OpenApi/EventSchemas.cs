using System.Text.Json.Nodes;
using Hub.Core.Events;
using Hub.Core.Schemas;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Hub.Functions.OpenApi;

/// <summary>The event types as shapes of the interface: the CloudEvents envelope, and the data of each type from its own schema.</summary>
internal static class EventSchemas
{
    private const string Envelope = "CloudEvent";
    private const string Definitions = "#/definitions/";
    private const string Components = "#/components/schemas/";

    public static void Add(OpenApiDocument document, SchemaCatalogue schemas)
    {
        var parsed = schemas.All.ToDictionary(s => $"{s.Name}.v{s.Version}", s => JsonNode.Parse(s.Json)!.AsObject(), StringComparer.Ordinal);
        var areShared = AreShared(parsed.Values);
        foreach (var (own, json) in parsed)
        {
            var prefix = areShared ? "" : $"{own}.";
            foreach (var (name, definition) in json["definitions"]?.AsObject() ?? [])
            {
                if (document.Components?.Schemas?.ContainsKey(prefix + name) != true)
                {
                    Add(document, prefix + name, definition!.AsObject(), prefix);
                }
            }

            json.Remove("definitions");
            json.Remove("$schema");
            Add(document, own, json, prefix);
        }

        document.AddComponent(Envelope, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "CloudEvents 1.0.2, JSON. Thuộc tính mở rộng: chữ thường và chữ số / Extension attributes: lower-case letters and digits",
            Required = new HashSet<string> { "specversion", "id", "source", "type", "subject" },
            OneOf = [new OpenApiSchema { Required = new HashSet<string> { "data" } }, new OpenApiSchema { Required = new HashSet<string> { "data_base64" } }],
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["specversion"] = new OpenApiSchema { Type = JsonSchemaType.String, Const = "1.0" },
                ["id"] = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200 },
                ["source"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri-reference", MinLength = 1, MaxLength = 200 },
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. schemas.All.Where(s => s.Direction is EventDirection.In).Select(s => (JsonNode)JsonValue.Create(s.Type))] },
                ["subject"] = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 50, Description = "Mã hồ sơ hoặc mã thủ tục / Dossier code or procedure code" },
                ["time"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
                ["datacontenttype"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["dataschema"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri" },
                ["traceparent"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["data"] = new OpenApiSchema
                {
                    AnyOf = [.. schemas.All.Where(s => s.Direction is EventDirection.In).Select(s => new OpenApiSchemaReference($"{s.Name}.v{s.Version}", document))],
                },
                ["data_base64"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "byte" },
            },
        });
    }

    public static OpenApiRequestBody Body(OpenApiDocument document) => new()
    {
        Required = true,
        Description = "Có thể gửi dạng nhị phân: thuộc tính trong tiêu đề ce-*, dữ liệu là thân application/json / Binary mode: attributes in ce-* headers, the data as an application/json body",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/cloudevents+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Envelope, document) },
            ["application/cloudevents-batch+json"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference(Envelope, document) },
            },
            ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchema { Description = "data" } },
        },
    };

    // Nearly all definitions are common to all types; told once, unless two types mean different things by one name.
    private static bool AreShared(IEnumerable<JsonObject> schemas) => schemas
        .SelectMany(schema => schema["definitions"]?.AsObject() ?? [])
        .GroupBy(definition => definition.Key, definition => definition.Value!.ToJsonString(), StringComparer.Ordinal)
        .All(same => same.Distinct(StringComparer.Ordinal).Count() == 1);

    private static void Add(OpenApiDocument document, string name, JsonObject schema, string prefix)
    {
        var copy = schema.DeepClone().AsObject();
        Rewrite(copy, prefix);
        var parsed = OpenApiModelFactory.Parse<OpenApiSchema>(copy.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out _)
            ?? throw new InvalidOperationException($"The schema {name} cannot be described.");
        document.AddComponent(name, parsed);
    }

    // A branch asks for members that the schema around it describes. To say so again takes and refuses the same, and tools that read the branch alone find them.
    private static void NameRequired(JsonObject schema)
    {
        if (schema["anyOf"] is not JsonArray branches)
        {
            return;
        }

        foreach (var branch in branches.OfType<JsonObject>().Where(branch => branch["required"] is JsonArray))
        {
            var properties = branch["properties"] as JsonObject ?? new JsonObject();
            foreach (var name in branch["required"]!.AsArray().Select(name => name!.GetValue<string>()).Where(name => !properties.ContainsKey(name)))
            {
                properties[name] = new JsonObject();
            }

            branch["properties"] ??= properties;
        }
    }

    private static void Rewrite(JsonNode? node, string prefix)
    {
        if (node is JsonObject schema)
        {
            if (schema["$ref"] is JsonValue reference && reference.GetValue<string>().StartsWith(Definitions, StringComparison.Ordinal))
            {
                schema["$ref"] = $"{Components}{prefix}{reference.GetValue<string>()[Definitions.Length..]}";
            }

            foreach (var (_, child) in schema)
            {
                Rewrite(child, prefix);
            }

            NameRequired(schema);
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Rewrite(item, prefix);
            }
        }
    }
}
