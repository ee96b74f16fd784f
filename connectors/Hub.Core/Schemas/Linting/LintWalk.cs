using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Core.Schemas.Formats;

namespace Hub.Core.Schemas.Linting;

/// <summary>One walk over one schema.</summary>
internal sealed partial class LintWalk
{
    private const string Definitions = "#/definitions/";

    private readonly List<SchemaFault> _faults = [];
    private readonly HashSet<string> _entered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _checked = new(StringComparer.Ordinal);
    private JsonElement _root;

    public IReadOnlyList<SchemaFault> Run(JsonElement root)
    {
        _root = root;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return [new SchemaFault("", "type", "a schema is a JSON object")];
        }

        Marker("x-type", TypeName().IsMatch, $"names the event type, {SchemaLint.TypePrefix}<name>.v<number>");
        Marker("x-direction", v => v is "in" or "out", "is in or out");
        Marker("x-subject", v => v is "dossier-code" or "procedure-code", "is dossier-code or procedure-code");
        if (Text(root, "type") != "object")
        {
            Fault("", "type", "the data of an event is an object");
        }

        Value(root, "", Keywords.Root);
        if (Find(root, "definitions") is { ValueKind: JsonValueKind.Object } definitions)
        {
            foreach (var definition in definitions.EnumerateObject())
            {
                Definition(definition.Name, definition.Value);
            }
        }

        return _faults;
    }

    private void Value(JsonElement schema, string at, HashSet<string>? more = null)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            Fault(at, "schema", "the validator throws on true or false as a schema");
        }
        else if (schema.ValueKind != JsonValueKind.Object)
        {
            Fault(at, "schema", "a schema is a JSON object");
        }
        else if (schema.TryGetProperty("$ref", out _))
        {
            Reference(schema, at);
        }
        else if (Text(schema, "type") is { } type && Keywords.ByType.TryGetValue(type, out var allowed))
        {
            Only(schema, at, allowed, Keywords.Annotations, more ?? []);
            Marks(schema, at);
            Typed(schema, at, type);
        }
        else
        {
            Only(schema, at, [.. Keywords.ByType.Values.SelectMany(k => k)], Keywords.Annotations, more ?? []);
            Fault(at, "type", "one of object, array, string, integer, boolean is needed");
        }
    }

    private void Typed(JsonElement schema, string at, string type)
    {
        switch (type)
        {
            case "object":
                new ObjectLint(this, schema, at).Run();
                break;
            case "array":
                Need(schema, at, "maxItems", "an array without a limit takes anything");
                Counts(schema, at, "minItems", "maxItems");
                if (schema.TryGetProperty("items", out var items))
                {
                    Value(items, JsonPointer.Append(at, "items"));
                }
                else
                {
                    Fault(at, "items", "is missing");
                }

                break;
            case "string":
                new StringLint(this, schema, at).Run();
                break;
            case "integer":
                Need(schema, at, "minimum", "a number without limits overflows somewhere");
                Need(schema, at, "maximum", "a number without limits overflows somewhere");
                Counts(schema, at, "minimum", "maximum", negative: true);
                break;
        }
    }

    private void Reference(JsonElement schema, string at)
    {
        Only(schema, at, Keywords.Reference, [], []);
        Marks(schema, at);
        var target = Text(schema, "$ref");
        var name = target?.StartsWith(Definitions, StringComparison.Ordinal) == true ? target[Definitions.Length..] : null;
        if (name is null || name.Contains('/', StringComparison.Ordinal))
        {
            Fault(at, "$ref", "only #/definitions/<name> is resolved; another file or address throws");
        }
        else if (Find(Find(_root, "definitions"), name) is { ValueKind: not JsonValueKind.Undefined } definition)
        {
            Definition(name, definition);
        }
        else
        {
            Fault(at, "$ref", $"{target} leads nowhere");
        }
    }

    private void Definition(string name, JsonElement definition)
    {
        var at = JsonPointer.Append("/definitions", name);
        if (!_entered.Add(name))
        {
            Fault(at, "$ref", "leads back to itself");
            return;
        }

        if (_checked.Add(name))
        {
            Value(definition, at);
        }

        _entered.Remove(name);
    }

    [GeneratedRegex(@"^vn\.onestop(\.[a-z]+(-[a-z]+)*)+\.v[1-9][0-9]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex TypeName();
}
