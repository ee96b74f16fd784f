using NJsonSchema;

namespace Hub.Core.Schemas.Explaining;

/// <summary>A broken rule before it is put into words.</summary>
/// <param name="Pointer">RFC 6901.</param>
/// <param name="Rule">As in <see cref="SchemaViolation"/>.</param>
/// <param name="Schema">The schema whose rule it is; null for what is wrong with the JSON itself.</param>
/// <param name="Detail">What the sentence needs beside the schema: a position, a limit.</param>
internal sealed record Finding(string Pointer, string Rule, JsonSchema? Schema = null, string Detail = "");
