using System.Text.Json;
using Hub.Core.Schemas.Formats;

namespace Hub.Core.Schemas.Linting;

/// <summary>The alternatives of an object: each says what it needs and asks one thing of some of the object's own strings.</summary>
internal sealed class AlternativeLint(LintWalk walk, ObjectLint owner, JsonElement schema, string at)
{
    public void Run(string keyword)
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
        owner.Required(branch, pointer);
        if (!branch.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in properties.EnumerateObject())
        {
            var place = JsonPointer.Append($"{pointer}/properties", property.Name);
            if (!owner.Has(property.Name))
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

        if (!walk.IsString(LintWalk.Find(LintWalk.Find(schema, "properties"), name)))
        {
            walk.Fault(pointer, "type", "only a string can tell alternatives apart");
        }

        new StringLint(walk, condition, pointer).Constraints();
    }
}
