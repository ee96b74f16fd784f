using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.Core.Events;
using Hub.Core.Schemas.Compiled;
using Hub.Core.Schemas.Explaining;
using Hub.Core.Schemas.Formats;
using Hub.Core.Schemas.Linting;
using Hub.Core.Schemas.Masking;
using NJsonSchema;

namespace Hub.Core.Schemas;

internal sealed class SchemaLoader(SchemaFiles files, int maxDepth)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly ConcurrentDictionary<string, Regex> _patterns = new(StringComparer.Ordinal);

    public async Task<SchemaCatalogue> LoadAsync(CancellationToken ct)
    {
        var schemas = new List<EventSchema>();
        foreach (var path in files.Events)
        {
            var schema = await LoadAsync(path, ct);
            if (schemas.Any(s => s.Type == schema.Type))
            {
                throw new InvalidSchemaException(path, [new SchemaFault("", "x-type", $"{schema.Type} has a schema already")]);
            }

            schemas.Add(schema);
        }

        return new SchemaCatalogue(schemas);
    }

    private async Task<EventSchema> LoadAsync(string path, CancellationToken ct)
    {
        var json = new SchemaBundle(path, name => files.Sibling(path, name) is { } text ? Parse(name, text) : null)
            .Build(Parse(path, files.Text(path)!));
        var faults = SchemaLint.Check(json);
        if (faults.Count > 0)
        {
            throw new InvalidSchemaException(path, faults);
        }

        var root = JsonNode.Parse(json)!.AsObject();
        var (type, direction, subject) = ((string)root["x-type"]!, (string)root["x-direction"]!, (string)root["x-subject"]!);
        var version = type.LastIndexOf(".v", StringComparison.Ordinal);
        var schema = await JsonSchema.FromJsonAsync(SchemaText.ForValidator(json), ct);

        return new EventSchema(
            new CompiledSchema(new SchemaCompiler(Pattern).Compile(schema), maxDepth),
            new Explainer(schema, maxDepth),
            PersonalMarks.Of(root),
            GuardNode.Of(root))
        {
            Type = type,
            Name = type[SchemaLint.TypePrefix.Length..version],
            Version = int.Parse(type.AsSpan(version + 2), CultureInfo.InvariantCulture),
            Direction = direction == "in" ? EventDirection.In : EventDirection.Out,
            SubjectKind = subject == "dossier-code" ? SubjectKind.DossierCode : SubjectKind.ProcedureCode,
            Json = json,
        };
    }

    private static JsonObject Parse(string path, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) as JsonObject
                ?? throw new InvalidSchemaException(path, [new SchemaFault("", "type", "a schema is a JSON object")]);
        }
        catch (JsonException unreadable)
        {
            throw new InvalidSchemaException(path, [new SchemaFault("", "json", unreadable.Message)]);
        }
    }

    // One pattern serves many properties, and compiling it is most of the start-up cost of a schema.
    private Regex Pattern(string pattern) =>
        _patterns.GetOrAdd(pattern, static p => new Regex(p, RegexOptions.Compiled | RegexOptions.CultureInvariant));
}

/// <summary>A schema file cannot be used. Thrown while the catalogue is loaded, never later.</summary>
public sealed class InvalidSchemaException(string file, IReadOnlyList<SchemaFault> faults)
    : Exception($"Schema {file} is refused: {string.Join("; ", faults.Select(f => $"{f.Pointer} {f.Keyword}: {f.Reason}"))}")
{
    public string File { get; } = file;

    public IReadOnlyList<SchemaFault> Faults { get; } = faults;
}
