using Hub.Core.Concurrency;
using Hub.Core.Trust;
using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>
/// Takes what staff of an operator did with a consignment. Each act is kept under its own id and has one effect, whenever and however often it arrives;
/// what it means is judged like every other tracking event of the consignment.
/// </summary>
public sealed class ActService(IConsignments consignments, ActFold fold, TimeProvider clock)
{
    private const int MaxTries = 8;

    /// <param name="staff">Of an operator.</param>
    /// <param name="audit">Written with the act; null when the caller writes it.</param>
    public Task<ActResult<ActAnswer>> DoAsync(PostalStaff staff, string number, PostalAct act, AuditEntry? audit, CancellationToken ct) =>
        DoAsync(staff, number, act, null, audit, ct);

    /// <param name="staff">Of an operator.</param>
    /// <param name="stands">Whether the consignment is still what the act was decided on; the commit refuses one that moved since. Null: whatever it is by now.</param>
    /// <param name="audit">Written with the act; null when the caller writes it.</param>
    public async Task<ActResult<ActAnswer>> DoAsync(PostalStaff staff, string number, PostalAct act, Func<Consignment, Task<bool>>? stands, AuditEntry? audit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (act.At > now + ActChecks.MaxAhead)
        {
            return new ActResult<ActAnswer>.Ahead();
        }

        if (ActChecks.Wrong(act) is { Count: > 0 } faults)
        {
            return new ActResult<ActAnswer>.Invalid(faults);
        }

        return await Recompute.UntilStoredAsync(MaxTries, () => TryAsync(staff, number, act, stands, audit, now, ct)) ?? new ActResult<ActAnswer>.Busy();
    }

    /// <returns>Null when the store refused.</returns>
    private async Task<ActResult<ActAnswer>?> TryAsync(PostalStaff staff, string number, PostalAct act, Func<Consignment, Task<bool>>? stands, AuditEntry? audit, DateTimeOffset now, CancellationToken ct)
    {
        if (await consignments.FindAsync(number, ct) is not { } present || !staff.OfOperator(present))
        {
            return new ActResult<ActAnswer>.NotFound();
        }

        if (stands is not null && staff.Sees(present) && !await stands(present))
        {
            return new ActResult<ActAnswer>.Stale();
        }

        if (await RepeatAsync(staff, present, act, ct) is { } repeat)
        {
            return repeat;
        }

        var custody = await consignments.CustodyAsync(present.Dossier, ct);
        if (ActRefusals.Of(staff, present, act, custody, now) is { } refusal)
        {
            return refusal;
        }

        var (batch, answer) = fold.Fold(staff, present, act, custody, now);
        return await consignments.CommitAsync(batch with { Audit = audit }, ct) ? new ActResult<ActAnswer>.Done(answer, IsRepeat: false) : null;
    }

    // Before it is asked whose the job is now: passing it on must be answered the same when the answer was lost.
    private async Task<ActResult<ActAnswer>?> RepeatAsync(PostalStaff staff, Consignment present, PostalAct act, CancellationToken ct)
    {
        if ((await consignments.KnownAsync(staff.Source, [act.ActId], ct)).Count == 0)
        {
            return null;
        }

        var records = await consignments.RecordsAsync(present.Number, ct);
        return records.FirstOrDefault(record => record.Source == staff.Source && record.Key == act.ActId) is { } record
            ? ActNotes.Answer(record, act) is { } answer ? new ActResult<ActAnswer>.Done(answer, IsRepeat: true) : new ActResult<ActAnswer>.Differs()

            // An id used elsewhere must not tell that another office has a job of this number.
            : staff.Sees(present) ? new ActResult<ActAnswer>.Differs() : new ActResult<ActAnswer>.NotFound();
    }
}
