using Hub.Core.Schemas;
using Hub.Core.Schemas.Explaining;

namespace Hub.Core.Intake;

/// <summary>Whether what a person wrote may take the place of a dead letter's body.</summary>
/// <param name="screens">Those of the parties.</param>
public sealed class DeadLetterEdits(SchemaCatalogue schemas, PersonalMask mask, IEnumerable<IDataScreen>? screens = null)
{
    private readonly IReadOnlyList<IDataScreen> _screens = [.. screens ?? []];

    /// <param name="type">Of the letter. A type without a schema, as a connector may have of its own, takes any JSON.</param>
    /// <param name="json">The new body, as <see cref="StrictJson"/> read it.</param>
    /// <returns>Null when it may.</returns>
    public Refusal? Check(string type, ReadOnlyMemory<byte> json) =>
        mask.MaskedMembers(type, json) is { Count: > 0 } masked ? new Refusal(RefusalNames.MaskedBody, [.. masked.Select(Masked)])
        : schemas.TryGet(type, out var schema) && schema.Check(json.Span) is { Count: > 0 } violations ? new Refusal(RefusalNames.SchemaViolation, violations)
        : _screens.Select(screen => screen.Find(type, json)).FirstOrDefault(found => found is not null) is { } barred ? new Refusal(RefusalNames.SchemaViolation, [barred])
        : null;

    // Who edits what was only shown would send the mask to the partner as the person's own data.
    private static SchemaViolation Masked(string pointer) => new(
        pointer, "masked", ("Đây là dạng đã che, không phải dữ liệu thật: ghi lại giá trị đầy đủ.", "This is the masked form, not the person's data: give the whole value."));
}
