using Hub.Core;
using Hub.Core.Intake;
using Hub.Core.Schemas.Explaining;

namespace Hub.Functions.Problems;

/// <summary>One refusal as a caller sees it. Never holds a value out of the request.</summary>
public sealed record Problem(ProblemKind Kind)
{
    /// <summary>More than the kind's own sentence; null to say that.</summary>
    public Bilingual? Text { get; init; }

    public IReadOnlyList<SchemaViolation> Errors { get; init; } = [];

    /// <summary>SHA-256 of what was sent and of what is stored, for a conflict.</summary>
    public (ReadOnlyMemory<byte> Sent, ReadOnlyMemory<byte> Stored)? Digests { get; init; }

    public static Problem Of(Refusal refusal) => new(ProblemKinds.All[refusal.Name]) { Errors = refusal.Errors };

    /// <param name="at">JSON pointer into the body, or the name of a parameter.</param>
    public static Problem Invalid(string at, string rule, Bilingual text) =>
        new(ProblemKinds.InvalidRequest) { Errors = [new SchemaViolation(at, rule, text)] };
}
