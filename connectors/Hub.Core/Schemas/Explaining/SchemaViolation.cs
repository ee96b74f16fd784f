using System.Diagnostics.CodeAnalysis;
using NJsonSchema;

namespace Hub.Core.Schemas.Explaining;

/// <summary>One reason why data is refused, with what to do about it. Never holds a value out of the data.</summary>
/// <param name="Pointer">RFC 6901 pointer into the data; of a missing property, the pointer that it would have.</param>
/// <param name="Rule">
/// The JSON Schema keyword (<c>required</c>, <c>type</c>, <c>enum</c>, <c>pattern</c>, <c>format</c>, <c>minLength</c>, …), or
/// <c>json</c> (not JSON), <c>depth</c> (nested too deeply), <c>duplicate</c> (a property given twice).
/// </param>
/// <param name="Text">What is wrong and how to mend it, for a member of staff.</param>
[SuppressMessage("Naming", "CA1720", Justification = "Pointer is the word of RFC 6901.")]
public sealed record SchemaViolation(string Pointer, string Rule, Bilingual Text);

/// <summary>A broken rule before it is put into words.</summary>
/// <param name="Pointer">RFC 6901.</param>
/// <param name="Rule">As in <see cref="SchemaViolation"/>.</param>
/// <param name="Schema">The schema whose rule it is; null for what is wrong with the JSON itself.</param>
/// <param name="Detail">What the sentence needs beside the schema: a position, a limit.</param>
internal sealed record Finding(string Pointer, string Rule, JsonSchema? Schema = null, string Detail = "");
