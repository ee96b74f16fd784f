namespace Hub.Core.Schemas.Linting;

/// <summary>Which keyword may stand where.</summary>
internal static class Keywords
{
    public static readonly HashSet<string> Annotations = ["title", "description", "x-personal", "x-mask", "x-guarded"];

    public static readonly HashSet<string> Root = ["$schema", "definitions", "x-type", "x-direction", "x-subject"];

    public static readonly HashSet<string> Reference = ["$ref", "description", "x-personal", "x-mask", "x-guarded"];

    public static readonly HashSet<string> Branch = ["properties", "required"];

    public static readonly HashSet<string> Condition = ["enum", "pattern", "not"];

    public static readonly Dictionary<string, HashSet<string>> ByType = new()
    {
        ["object"] = ["type", "properties", "required", "additionalProperties", "anyOf", "oneOf", "x-open"],
        ["array"] = ["type", "items", "minItems", "maxItems"],
        ["string"] = ["type", "enum", "pattern", "minLength", "maxLength", "format"],
        ["integer"] = ["type", "minimum", "maximum"],
        ["boolean"] = ["type"],
    };

    /// <summary>Keywords of JSON Schema that NJsonSchema 11.6.2 reads past, checks in part, or throws on.</summary>
    public static readonly HashSet<string> Unenforced =
    [
        "const", "if", "then", "else", "dependencies", "propertyNames", "contains", "minContains", "maxContains", "dependentRequired",
        "dependentSchemas", "prefixItems", "unevaluatedItems", "unevaluatedProperties", "contentEncoding", "contentMediaType",
        "contentSchema", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveAnchor", "$recursiveRef", "$id", "id", "$defs", "$vocabulary",
    ];

    public static readonly HashSet<string> Masks = ["name", "number", "email", "hide"];

    public static readonly HashSet<string> Guards = ["money", "identity"];
}
