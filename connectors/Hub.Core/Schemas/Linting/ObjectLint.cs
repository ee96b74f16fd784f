using System.Text.Json;

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
        Alternatives("anyOf");
        Alternatives("oneOf");
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

    private void Required(JsonElement holder, string pointer)
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

    private void Alternatives(string keyword)
    {
        if (!schema.TryGetProperty(keyword, out var branches))
        {
            return;
        }

        if (branches.ValueKind != JsonValueKind.Array || branches.GetArrayLength() is 0 or > 64)
        {
            walk.Fault(at, keyword, "is a list of 1 to 64 alternatives");
            return;
        }

        foreach (var (index, branch) in branches.EnumerateArray().Index())
        {
            Alternative(branch, $"{at}/{keyword}/{index}");
        }
    }

    private void Alternative(JsonElement branch, string pointer)
    {
        if (branch.ValueKind != JsonValueKind.Object)
        {
            walk.Fault(pointer, "schema", "an alternative says properties and required");
            return;
        }

        walk.Only(branch, pointer, Keywords.Branch);
        Required(branch, pointer);
        if (!branch.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in properties.EnumerateObject())
        {
            var place = JsonPointer.Append($"{pointer}/properties", property.Name);
            if (!_names.Contains(property.Name))
            {
                walk.Fault(place, "properties", "is not a property of the object itself");
            }

            Condition(property.Name, property.Value, place);
        }
    }

    private void Condition(string name, JsonElement condition, string pointer)
    {
        if (condition.ValueKind != JsonValueKind.Object || condition.EnumerateObject().Count() != 1)
        {
            walk.Fault(pointer, "schema", "an alternative asks one thing of a property: enum, pattern, or not enum");
            return;
        }

        walk.Only(condition, pointer, Keywords.Condition);
        if (condition.TryGetProperty("not", out var not))
        {
            if (not.ValueKind == JsonValueKind.Object && not.EnumerateObject().Count() == 1 && not.TryGetProperty("enum", out _))
            {
                new StringLint(walk, not, $"{pointer}/not").Constraints();
            }
            else
            {
                walk.Fault(pointer, "not", "turns one enum round, nothing else");
            }
        }

        if (!walk.IsString(schema.TryGetProperty("properties", out var all) && all.TryGetProperty(name, out var own) ? own : default))
        {
            walk.Fault(pointer, "type", "only a string can tell alternatives apart");
        }

        new StringLint(walk, condition, pointer).Constraints();
    }
}
