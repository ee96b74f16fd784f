using System.Text.Json;

namespace Hub.Core.Schemas.Linting;

internal sealed partial class LintWalk
{
    // Beyond 2^53 other readers of the same JSON lose digits.
    private const long Safe = 1L << 53;

    public static string? Text(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public void Fault(string at, string keyword, string reason) => _faults.Add(new SchemaFault(at, keyword, reason));

    public void Child(JsonElement schema, string at) => Value(schema, at);

    public void Only(JsonElement schema, string at, params HashSet<string>[] allowed)
    {
        foreach (var keyword in schema.EnumerateObject().Where(k => !allowed.Any(a => a.Contains(k.Name))))
        {
            Fault(at, keyword.Name, Keywords.Unenforced.Contains(keyword.Name)
                ? "the validator does not enforce it"
                : "has no meaning here");
        }
    }

    /// <summary>Undefined where there is no such thing, or nothing that could hold it.</summary>
    public static JsonElement Find(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var found) ? found : default;

    public bool IsString(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Object
            && Text(schema, "$ref") is { } target
            && target.StartsWith(Definitions, StringComparison.Ordinal))
        {
            schema = Find(Find(_root, "definitions"), target[Definitions.Length..]);
        }

        return schema.ValueKind == JsonValueKind.Object && Text(schema, "type") == "string";
    }

    public void Need(JsonElement schema, string at, string keyword, string reason)
    {
        if (!schema.TryGetProperty(keyword, out _))
        {
            Fault(at, keyword, $"is missing: {reason}");
        }
    }

    public void Counts(JsonElement schema, string at, string low, string high, bool negative = false)
    {
        var from = Count(schema, at, low, negative);
        var to = Count(schema, at, high, negative);
        if (from > to)
        {
            Fault(at, low, $"is more than {high}");
        }
    }

    private long? Count(JsonElement schema, string at, string keyword, bool negative)
    {
        if (!schema.TryGetProperty(keyword, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count <= Safe && count >= (negative ? -Safe : 0)
            && (negative || count <= int.MaxValue))
        {
            return count;
        }

        Fault(at, keyword, "is a whole number, and no larger than every reader can hold");
        return null;
    }

    private void Marker(string keyword, Func<string, bool> isRight, string reason)
    {
        if (Text(_root, keyword) is not { } value || !isRight(value))
        {
            Fault("", keyword, reason);
        }
    }

    private void Marks(JsonElement schema, string at)
    {
        if (schema.TryGetProperty("x-personal", out var personal) && personal.ValueKind != JsonValueKind.True)
        {
            Fault(at, "x-personal", "is true or not there");
        }

        if (schema.TryGetProperty("x-mask", out _)
            && (Text(schema, "x-mask") is not { } mask || !Keywords.Masks.Contains(mask) || !schema.TryGetProperty("x-personal", out _)))
        {
            Fault(at, "x-mask", "is name, number, email or hide, beside x-personal");
        }

        if (schema.TryGetProperty("x-guarded", out _) && (Text(schema, "x-guarded") is not { } guard || !Keywords.Guards.Contains(guard)))
        {
            Fault(at, "x-guarded", "is money or identity");
        }
    }
}
