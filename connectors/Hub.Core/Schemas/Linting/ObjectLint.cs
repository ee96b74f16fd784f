using System.Text.Json;
using Hub.Core.Schemas.Formats;

namespace Hub.Core.Schemas.Linting;

internal sealed class ObjectLint(LintWalk walk, JsonElement schema, string at)
{
    private readonly HashSet<string> _names = schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
        ? [.. properties.EnumerateObject().Select(p => p.Name)]
        : [];

    public void Run()
    {
        if (schema.TryGetProperty("x-open", out var open))
        {
            Open(open);
            return;
        }

        if (!schema.TryGetProperty("additionalProperties", out var additional) || additional.ValueKind != JsonValueKind.False)
        {
            walk.Fault(at, "additionalProperties", "is false, unless the object is marked x-open");
        }

        Properties();
        Required(schema, at);
        var alternatives = new AlternativeLint(walk, this, schema, at);
        alternatives.Run("anyOf");
        alternatives.Run("oneOf");
    }

    private void Open(JsonElement open)
    {
        if (open.ValueKind != JsonValueKind.True)
        {
            walk.Fault(at, "x-open", "is true or not there");
        }

        foreach (var keyword in new[] { "properties", "required", "additionalProperties", "anyOf", "oneOf" })
        {
            if (schema.TryGetProperty(keyword, out _))
            {
                walk.Fault(at, keyword, "an open object takes anything, so it says nothing of its properties");
            }
        }
    }

    private void Properties()
    {
        if (_names.Count is 0 or > 64)
        {
            walk.Fault(at, "properties", "an object has 1 to 64 properties");
            return;
        }

        foreach (var property in schema.GetProperty("properties").EnumerateObject())
        {
            var pointer = JsonPointer.Append($"{at}/properties", property.Name);
            walk.Child(property.Value, pointer);
            if (!property.Name.All(char.IsAsciiLetterOrDigit))
            {
                walk.Fault(pointer, "properties", "a name has letters and digits only: the validator's paths are ambiguous otherwise");
            }

            if (property.Value.ValueKind == JsonValueKind.Object
                && LintWalk.Text(property.Value, "description")?.Split(" / ") is not [{ Length: > 0 }, { Length: > 0 }])
            {
                walk.Fault(pointer, "description", "says in Vietnamese / in English what the property is");
            }
        }
    }

    public bool Has(string name) => _names.Contains(name);

    public void Required(JsonElement holder, string pointer)
    {
        if (!holder.TryGetProperty("required", out var required))
        {
            return;
        }

        if (required.ValueKind != JsonValueKind.Array)
        {
            walk.Fault(pointer, "required", "is a list of names");
            return;
        }

        var seen = new HashSet<string>();
        foreach (var name in required.EnumerateArray())
        {
            if (name.ValueKind != JsonValueKind.String || !_names.Contains(name.GetString()!) || !seen.Add(name.GetString()!))
            {
                walk.Fault(pointer, "required", $"{name} is not a property, or is named twice");
            }
        }
    }
}
