using Hub.Core.Schemas;

namespace Hub.Core.Intake;

/// <summary>Why something is refused. Never holds a value out of the request.</summary>
/// <param name="Name">One of <see cref="RefusalNames"/>.</param>
/// <param name="Errors">Pointers into the event in its structured JSON form; a header is pointed at by the attribute it stands for.</param>
public sealed record Refusal(string Name, IReadOnlyList<SchemaViolation> Errors);
