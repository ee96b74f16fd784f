using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Hub.Core.Schemas.Linting;

/// <summary>
/// Refuses what NJsonSchema 11.6.2 would silently ignore or throw on, and what the compiled check cannot say. What is left is a
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

/// <summary>One reason why a schema is refused.</summary>
/// <param name="Pointer">RFC 6901 pointer into the schema.</param>
/// <param name="Keyword">The keyword at fault, or the one that is missing.</param>
/// <param name="Reason">What is wrong with it, in English: schemas are written by developers.</param>
[SuppressMessage("Naming", "CA1720", Justification = "Pointer is the word of RFC 6901.")]
public sealed record SchemaFault(string Pointer, string Keyword, string Reason);
