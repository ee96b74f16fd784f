using Hub.Core.Ports;
using Hub.Core.Post;
using Hub.Core.Trust;

namespace Hub.Postal.Acts;

/// <summary>
/// Takes what staff of an operator did with a consignment. Each act is kept under its own id and has one effect, whenever and however often it arrives;
/// what it means is judged like every other sign of the consignment.
/// </summary>
public sealed class ActDesk(IConsignments consignments, ActFold fold, TimeProvider clock)
{
    private const int MaxTries = 8;

    /// <param name="staff">Of an operator.</param>
    /// <param name="audit">Written with the act; null when the caller writes it.</param>
    public async Task<ActResult<ActAnswer>> DoAsync(PostalStaff staff, string number, PostalAct act, AuditEntry? audit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (act.At > now + ActChecks.MaxAhead)
        {
            return new ActResult<ActAnswer>.Ahead();
        }

        if (ActChecks.Wrong(act, now) is { Count: > 0 } faults)
        {
            return new ActResult<ActAnswer>.Invalid(faults);
        }

        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            if (await consignments.FindAsync(number, ct).ConfigureAwait(false) is not { } present || !staff.OfOperator(present))
            {
                return new ActResult<ActAnswer>.NotFound();
            }

            if (await RepeatAsync(staff, present, act, ct).ConfigureAwait(false) is { } repeat)
            {
                return repeat;
            }

            if (Refusal(staff, present, act) is { } refusal)
            {
                return refusal;
            }

            var custody = await consignments.CustodyAsync(present.Dossier, ct).ConfigureAwait(false);
            var (batch, answer) = fold.Fold(staff, present, act, custody, now);
            if (await consignments.CommitAsync(batch with { Audit = audit }, ct).ConfigureAwait(false))
            {
                return new ActResult<ActAnswer>.Done(answer, IsRepeat: false);
            }
        }

        return new ActResult<ActAnswer>.Busy();
    }

    // Before it is asked whose the job is now: passing it on must be answered the same when the answer was lost.
    private async Task<ActResult<ActAnswer>?> RepeatAsync(PostalStaff staff, Consignment present, PostalAct act, CancellationToken ct)
    {
        if ((await consignments.KnownAsync(staff.Source, [act.ActId], ct).ConfigureAwait(false)).Count == 0)
        {
            return null;
        }

        var records = await consignments.RecordsAsync(present.Number, ct).ConfigureAwait(false);
        return records.FirstOrDefault(record => record.Source == staff.Source && record.Key == act.ActId) is { } record && ActNotes.Answer(record, act) is { } answer
            ? new ActResult<ActAnswer>.Done(answer, IsRepeat: true)
            : new ActResult<ActAnswer>.Differs();
    }

    private static ActResult<ActAnswer>? Refusal(PostalStaff staff, Consignment present, PostalAct act)
    {
        if (!staff.Sees(present))
        {
            return new ActResult<ActAnswer>.NotFound();
        }

        if (act.Kind is ActKind.Claim)
        {
            return present.ClaimedBy is { } holder && holder != staff.Id ? new ActResult<ActAnswer>.Taken()
                : present.IsLive ? null
                : new ActResult<ActAnswer>.WrongState("Bưu gửi này đã kết thúc, không còn việc để nhận.", "The consignment is over; there is no job to take.");
        }

        if (act.Papers?.FirstOrDefault(told => !present.Papers.Any(paper => paper.Id == told.Id)) is not null)
        {
            var faults = new Faults();
            faults.Add("/papers", "enum", "Có giấy tờ không thuộc danh mục của bưu gửi.", "A paper is none of the consignment's list.");
            return new ActResult<ActAnswer>.Invalid(faults.All);
        }

        return (act.Kind, present.Direction) switch
        {
            (ActKind.Collected, PostalDirection.Delivery) => new ActResult<ActAnswer>.WrongState(
                "Chuyến chuyển trả nhận bì từ cơ quan bằng phiếu giao nhận.", "A result is taken over from the agency by a handover slip."),
            (ActKind.Delivered, PostalDirection.Pickup) => new ActResult<ActAnswer>.WrongState(
                "Chuyến thu gom giao giấy tờ cho cơ quan bằng phiếu giao nhận.", "Papers that were fetched are passed to the agency by a handover slip."),
            _ => null,
        };
    }
}
