using Hub.Core;
using Hub.Postal.Consignments;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.Postal.Acts;

/// <summary>Why an act that is told for the first time is not taken. What happened to papers is always taken; only what nobody could have done is not.</summary>
internal static class ActRefusals
{
    /// <param name="custody">Every link of the dossier.</param>
    public static ActResult<ActAnswer>? Of(PostalStaff staff, Consignment present, PostalAct act, IReadOnlyList<CustodyLink> custody, DateTimeOffset now) =>
        !staff.Sees(present) ? new ActResult<ActAnswer>.NotFound()
        : ActChecks.TooOld(act.At, now) is { Count: > 0 } old ? new ActResult<ActAnswer>.Invalid(old)
        : act.Kind switch
        {
            ActKind.Claim => Claim(staff, present),
            ActKind.Release => Release(staff, present, act, custody),
            ActKind.Collected when present.Direction is PostalDirection.Delivery => Wrong(
                ("Chuyến chuyển trả nhận bì từ cơ quan bằng phiếu giao nhận.", "A result is taken over from the agency by a handover slip.")),
            ActKind.Delivered when present.Direction is PostalDirection.Pickup => Wrong(
                ("Chuyến thu gom giao giấy tờ cho cơ quan bằng phiếu giao nhận.", "Papers that were fetched are passed to the agency by a handover slip.")),
            _ => Papers(present, act),
        };

    private static ActResult<ActAnswer>? Claim(PostalStaff staff, Consignment present) =>
        present.ClaimedBy is { } holder && holder != staff.Id ? new ActResult<ActAnswer>.Taken()
        : present.IsLive ? null
        : Wrong(("Bưu gửi này đã kết thúc, không còn việc để nhận.", "The consignment is over; there is no job to take."));

    // A job that is begun is not given back but passed on: whoever has the papers answers for them until another says that he has them.
    private static ActResult<ActAnswer>? Release(PostalStaff staff, Consignment present, PostalAct act, IReadOnlyList<CustodyLink> custody) =>
        !present.IsLive ? Wrong(("Bưu gửi này đã kết thúc, không còn việc để trả lại.", "The consignment is over; there is no job to give back."))
        : present.State is not (Booked or PickupAssigned or PickupFailed) || custody.Any(link => link.Number == present.Number && link.To is Holder.Postman)
            ? Wrong(("Giấy tờ đã ở trong tay bưu tá, không trả lại việc được; chuyển cho người khác bằng handed-over.", "The postman has the papers already, so the job is not given back; pass it on by handed-over."))
        : present.ClaimedBy is not { } holder ? Wrong(("Chưa có ai nhận việc này, hoặc việc đã được trả lại.", "Nobody has taken this job, or it was given back already."))
        : holder != (act.Holder ?? staff.Id) ? new ActResult<ActAnswer>.Taken()
        : null;

    private static ActResult<ActAnswer>? Papers(Consignment present, PostalAct act)
    {
        if (act.Papers?.FirstOrDefault(told => !present.Papers.Any(paper => paper.Id == told.Id)) is null)
        {
            return null;
        }

        var faults = new Faults();
        faults.Add("/papers", "enum", ("Có giấy tờ không thuộc danh mục của bưu gửi.", "A paper is none of the consignment's list."));
        return new ActResult<ActAnswer>.Invalid(faults.All);
    }

    private static ActResult<ActAnswer>.WrongState Wrong(Bilingual text) => new(text);
}
