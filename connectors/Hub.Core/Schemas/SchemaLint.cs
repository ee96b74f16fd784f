using System.Text.Json;
using Hub.Core.Schemas.Linting;

namespace Hub.Core.Schemas;

/// <summary>
/// Refuses what NJsonSchema 10.7.2 would silently ignore or throw on, and what the compiled check cannot say. What is left is a
/// subset of JSON Schema draft 7: objects that are closed (or marked <c>x-open</c>), arrays, strings, whole numbers, booleans,
/// local <c>$ref</c>, and <c>anyOf</c>/<c>oneOf</c> of an object's properties.
/// </summary>
public static class SchemaLint
{
    /// <summary>Every event type starts so.</summary>
    public const string TypePrefix = "vn.onestop.";

    /// <param name="json">The schema, with shared definitions built in.</param>
    /// <returns>Empty when the schema may be used.</returns>
    public static IReadOnlyList<SchemaFault> Check(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new LintWalk().Run(document.RootElement);
        }
        catch (JsonException unreadable)
        {
            return [new SchemaFault("", "json", unreadable.Message)];
        }
    }
}
