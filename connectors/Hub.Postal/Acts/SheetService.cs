using Hub.Core.Concurrency;
using Hub.Core.Trust;
using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>Manifests, handover slips and remittance lists: opened under an id of whoever opens them, changed by acts that have one effect each.</summary>
public sealed class SheetService(IConsignments consignments, SheetLines lines, SheetHandover handover, SheetMoney money, TimeProvider clock)
{
    private const int MaxTries = 8;

    /// <summary>The id under which a sheet is kept: two operators may choose the same.</summary>
    public static string FullId(PostalStaff staff, string id) => staff.Operator is { } carrier ? Under(carrier, id) : id;

    public async Task<ActResult<SheetAnswer>> OpenAsync(PostalStaff staff, SheetOpening opening, AuditEntry? audit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (Checked(staff, opening, now) is { } refusal)
        {
            return refusal;
        }

        var carrier = staff.Operator ?? opening.Operator!;
        var made = new PostalSheet
        {
            Id = Under(carrier, opening.Id),
            Kind = opening.Kind,
            Operator = carrier,
            Office = opening.Office ?? staff.Office,
            Way = opening.Way,
            OpenedAt = opening.At ?? now,
            Marks = [new SheetMark(SheetActs.Opened, staff.Id, null, opening.At ?? now, now)],
        };
        var known = await consignments.SheetAsync(made.Kind, made.Id, ct);
        if (known is null && ActChecks.TooOld(made.OpenedAt, now) is { Count: > 0 } old)
        {
            return new ActResult<SheetAnswer>.Invalid(old);
        }

        var isNew = known is null && await consignments.CommitAsync(new PostalBatch { Sheets = [made], Audit = audit }, ct);
        var kept = isNew ? made : known ?? await consignments.SheetAsync(made.Kind, made.Id, ct);
        return kept is null ? new ActResult<SheetAnswer>.Busy()
            : !staff.Sees(kept) || kept.Office != made.Office || kept.Way != made.Way || (opening.At is { } at && at != kept.OpenedAt) ? new ActResult<SheetAnswer>.Differs()

            // As it was when it was opened.
            : new ActResult<SheetAnswer>.Done(Answer(new SheetStep(kept with { State = SheetState.Open, Lines = [] }), kept.Marks[0].ReceivedAt), !isNew);
    }

    public async Task<ActResult<SheetAnswer>> ChangeAsync(PostalStaff staff, SheetKind kind, string id, SheetChange change, AuditEntry? audit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (change.At > now + ActChecks.MaxAhead)
        {
            return new ActResult<SheetAnswer>.Ahead();
        }

        if (SheetChecks.Wrong(change) is { Count: > 0 } faults)
        {
            return new ActResult<SheetAnswer>.Invalid(faults);
        }

        return await Recompute.UntilStoredAsync(MaxTries, () => TryAsync(staff, kind, id, change, audit, now, ct)) ?? new ActResult<SheetAnswer>.Busy();
    }

    /// <returns>Null when the store refused.</returns>
    private async Task<ActResult<SheetAnswer>?> TryAsync(
        PostalStaff staff, SheetKind kind, string id, SheetChange change, AuditEntry? audit, DateTimeOffset now, CancellationToken ct)
    {
        if (await consignments.SheetAsync(kind, FullId(staff, id), ct) is not { } sheet || !staff.Sees(sheet))
        {
            return new ActResult<SheetAnswer>.NotFound();
        }

        if (await RepeatAsync(staff, sheet, change, ct) is { } repeat)
        {
            return repeat;
        }

        if (ActChecks.TooOld(change.At, now) is { Count: > 0 } old)
        {
            return new ActResult<SheetAnswer>.Invalid(old);
        }

        var step = await StepAsync(staff, sheet, change, now, ct);
        if (step.Refusal is { } refusal)
        {
            return refusal;
        }

        var answer = Answer(step, now);
        return await consignments.CommitAsync(Batch(staff, step, change, answer, now) with { Audit = audit }, ct)
            ? new ActResult<SheetAnswer>.Done(answer, IsRepeat: false)
            : null;
    }

    private static string Under(string carrier, string id) => id.StartsWith(carrier + ".", StringComparison.Ordinal) ? id : $"{carrier}.{id}";

    private static ActResult<SheetAnswer>? Checked(PostalStaff staff, SheetOpening opening, DateTimeOffset now)
    {
        if (opening.At > now + ActChecks.MaxAhead)
        {
            return new ActResult<SheetAnswer>.Ahead();
        }

        var faults = new Faults();
        SheetChecks.Opening(staff, opening, faults);
        return faults.All.Count > 0 ? new ActResult<SheetAnswer>.Invalid(faults.All) : null;
    }

    private Task<SheetStep> StepAsync(PostalStaff staff, PostalSheet sheet, SheetChange change, DateTimeOffset now, CancellationToken ct) => change.Act switch
    {
        SheetActs.Add => lines.AddAsync(staff, sheet, change, now, ct),
        SheetActs.Remove => lines.RemoveAsync(sheet, change, ct),
        SheetActs.Fill => money.FillAsync(sheet, now, ct),
        SheetActs.Confirm => handover.ConfirmAsync(staff, sheet, change, now, ct),
        SheetActs.Receive => Task.FromResult(money.Receive(staff, sheet, change, now)),
        _ => Task.FromResult(Close(staff, sheet, change, now)),
    };

    private static SheetStep Close(PostalStaff staff, PostalSheet sheet, SheetChange change, DateTimeOffset now) => sheet.State is not SheetState.Open
        ? SheetStep.NotOpen(sheet)
        : new SheetStep(sheet with { State = SheetState.Closed, Marks = [.. sheet.Marks, new SheetMark(SheetActs.Closed, staff.Id, change.Name, change.At, now)] });

    private async Task<ActResult<SheetAnswer>?> RepeatAsync(PostalStaff staff, PostalSheet sheet, SheetChange change, CancellationToken ct)
    {
        if ((await consignments.KnownAsync(staff.Source, [change.ActId], ct)).Count == 0)
        {
            return null;
        }

        var records = await consignments.RecordsAsync(Subject(sheet), ct);
        return records.FirstOrDefault(record => record.Source == staff.Source && record.Key == change.ActId) is { } record && ActNotes.Answer(record, change) is { } answer
            ? new ActResult<SheetAnswer>.Done(answer, IsRepeat: true)
            : new ActResult<SheetAnswer>.Differs();
    }

    private static PostalBatch Batch(PostalStaff staff, SheetStep step, SheetChange change, SheetAnswer answer, DateTimeOffset now) => new()
    {
        Sheets = [step.Sheet],
        Act = (staff.Source, change.ActId),
        Consignments = step.Consignments,
        Custody = step.Custody,
        Tasks = step.Tasks,
        EndedTasks = step.EndedTasks,
        Events = step.Events,
        Records =
        [
            .. step.Records,
            new PostalRecord(
                Subject(step.Sheet), staff.Source, change.ActId, PostalRecordKind.Act, change.Act, null, MoveVerdict.Unplaced, change.At, now, null, null,
                ActNotes.Of(staff, change, answer)),
        ],
    };

    private static SheetAnswer Answer(SheetStep step, DateTimeOffset now) => new(
        step.Sheet.Id, Name(step.Sheet.Kind), step.Sheet.State.ToString().ToLowerInvariant(), step.Sheet.Lines.Count, step.Sheet.Total, now, step.Lines, step.Findings);

    private static string Name(SheetKind kind) => kind.ToString().ToLowerInvariant();

    private static string Subject(PostalSheet sheet) => $"{Name(sheet.Kind)}/{sheet.Id}";
}
