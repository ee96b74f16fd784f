using Hub.Core.Events;
using Hub.Core.Schemas.Compiled;
using Hub.Core.Schemas.Explaining;
using Hub.Core.Schemas.Masking;

namespace Hub.Core.Schemas;

/// <summary>The schema of the <c>data</c> of one event type. Safe for use by many threads at once.</summary>
public sealed class EventSchema
{
    /// <summary>How deeply data may nest when nothing else is asked for.</summary>
    public const int DefaultMaxDepth = 32;

    private readonly CompiledSchema _compiled;
    private readonly Explainer _explainer;

    internal EventSchema(CompiledSchema compiled, Explainer explainer, PersonalMarks marks, GuardNode? guards)
    {
        _compiled = compiled;
        _explainer = explainer;
        Marks = marks;
        Guards = guards;
    }

    /// <summary>The CloudEvents type, e.g. <c>vn.onestop.dossier.received.v1</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The type without prefix and version, e.g. <c>dossier.received</c>.</summary>
    public required string Name { get; init; }

    public required int Version { get; init; }

    public required EventDirection Direction { get; init; }

    public required SubjectKind SubjectKind { get; init; }

    /// <summary>The schema as published: JSON Schema draft 7, complete in itself.</summary>
    public required string Json { get; init; }

    /// <summary>Pointers to what is personal, <c>*</c> standing for any entry of an array: <c>/applicant/identity/*/number</c>.</summary>
    public IReadOnlyList<string> PersonalPaths => Marks.Paths;

    internal PersonalMarks Marks { get; }

    /// <summary>What needs two people to change; null when nothing does.</summary>
    internal GuardNode? Guards { get; }

    /// <summary>
    /// Checks the data of an event: UTF-8 JSON without a byte order mark. Sound data costs one pass and no allocation; NJsonSchema is
    /// asked only about data that the compiled form of the same schema does not take.
    /// </summary>
    /// <returns>Empty when the data is sound; else the violations in order of pointer, the first hundred of them.</returns>
    public IReadOnlyList<SchemaViolation> Check(ReadOnlySpan<byte> utf8Data) => Accepts(utf8Data) ? [] : Explain(utf8Data);

    /// <summary>The compiled check alone.</summary>
    public bool Accepts(ReadOnlySpan<byte> utf8Data) => _compiled.Accepts(utf8Data);

    /// <summary>NJsonSchema alone; the same verdict as <see cref="Accepts"/>, some thirty times as dear.</summary>
    public IReadOnlyList<SchemaViolation> Explain(ReadOnlySpan<byte> utf8Data) => _explainer.Explain(utf8Data);
}

/// <summary>What the CloudEvents <c>subject</c> of a type holds.</summary>
public enum SubjectKind
{
    DossierCode,
    ProcedureCode,
}
