using Hub.Core.Events;
using Hub.Core.Schemas;
using Hub.Core.Schemas.Explaining;

namespace Hub.Core.Intake;

/// <summary>Everything an event must satisfy beyond its envelope: a known type, a usable subject, a sane time, data that fits its schema.</summary>
/// <param name="screens">Those of the parties.</param>
public sealed class EventGate(SchemaCatalogue schemas, IntakeRules rules, IEnumerable<IDataScreen>? screens = null)
{
    private readonly IReadOnlyList<IDataScreen> _screens = [.. screens ?? []];

    /// <returns>The event with its subject trimmed, or why it is refused.</returns>
    public (CloudEvent Event, Refusal? Refusal) Check(CloudEvent e, DateTimeOffset now)
    {
        if (!schemas.TryGet(e.Type, out var schema) || schema.Direction is not EventDirection.In)
        {
            return (e, Faults.Refuse(RefusalNames.UnknownEventType, GateFaults.UnknownType(schema is not null)));
        }

        var subject = e.Subject?.Trim();
        e = ReferenceEquals(subject, e.Subject) ? e : e with { Subject = subject };
        if (Subject(schema, subject) is { } badSubject)
        {
            return (e, Faults.Refuse(RefusalNames.InvalidEvent, badSubject));
        }

        if (e.Time > now + rules.MaxFuture)
        {
            return (e, Faults.Refuse(RefusalNames.TimeInFuture, GateFaults.Future(rules.MaxFuture)));
        }

        if (e.Data.IsEmpty)
        {
            return (e, Faults.Refuse(RefusalNames.SchemaViolation, Faults.Missing("data")));
        }

        var violations = schema.Check(e.Data.Span);
        if (violations.Count > 0)
        {
            return (e, new Refusal(RefusalNames.SchemaViolation, [.. violations.Select(InEvent)]));
        }

        if (_screens.Select(screen => screen.Find(e.Type, e.Data)).FirstOrDefault(found => found is not null) is { } barred)
        {
            return (e, new Refusal(RefusalNames.SchemaViolation, [InEvent(barred)]));
        }

        return (e, schema.SubjectKind is SubjectKind.ProcedureCode && EventFields.Read(e.Data.Span).ProcedureCode is { } code && code != subject
            ? Faults.Refuse(RefusalNames.InvalidEvent, GateFaults.SubjectDiffers())
            : null);
    }

    /// <summary>Pointers of a schema start at the data; those of a refusal at the event.</summary>
    private static SchemaViolation InEvent(SchemaViolation violation) => violation with { Pointer = $"/data{violation.Pointer}" };

    private SchemaViolation? Subject(EventSchema schema, string? subject)
    {
        if (string.IsNullOrEmpty(subject))
        {
            return Faults.Missing("subject");
        }

        if (DossierCodes.IsStep(subject))
        {
            return GateFaults.Step();
        }

        if (schema.SubjectKind is not SubjectKind.DossierCode)
        {
            return subject.Length <= DossierCodes.MaxLength ? null : Faults.TooLong("subject", DossierCodes.MaxLength);
        }

        return !DossierCodes.IsUsable(subject) ? Faults.TooLong("subject", DossierCodes.MaxLength)
            : rules.DossierCodes is DossierCodeRule.Published && !DossierCodes.IsPublished(subject) ? GateFaults.DossierCode()
            : null;
    }
}
