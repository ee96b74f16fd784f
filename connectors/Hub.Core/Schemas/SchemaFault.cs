using System.Diagnostics.CodeAnalysis;

namespace Hub.Core.Schemas;

/// <summary>One reason why a schema is refused.</summary>
/// <param name="Pointer">RFC 6901 pointer into the schema.</param>
/// <param name="Keyword">The keyword at fault, or the one that is missing.</param>
/// <param name="Reason">What is wrong with it, in English: schemas are written by developers.</param>
[SuppressMessage("Naming", "CA1720", Justification = "Pointer is the word of RFC 6901.")]
public sealed record SchemaFault(string Pointer, string Keyword, string Reason);
