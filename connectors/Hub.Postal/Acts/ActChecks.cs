using Hub.Core.Schemas.Explaining;
using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>Whether an act can be taken as it is told, before it is known what it is about.</summary>
public static class ActChecks
{
    /// <summary>How far a device's clock may be ahead of the hub's.</summary>
    public static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(10);

    /// <summary>What is told later than this comes from a clock that is wrong rather than from a device that was away.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(90);

    // As much as a request may ask to be collected.
    private const long MaxCash = 1_000_000_000_000;
    private static readonly string[] Relations = ["self", "family", "authorised", "colleague", "other"];

    /// <returns>What is wrong, by JSON pointer; empty when nothing is.</returns>
    public static IReadOnlyList<SchemaViolation> Wrong(PostalAct act)
    {
        var faults = new Faults();
        faults.Id("/actId", act.ActId);
        if (act.Kind is ActKind.Collected && act.Papers is null)
        {
            faults.Required("/papers");
        }

        if (act.Kind is ActKind.Collected or ActKind.Delivered && act.Person is null)
        {
            faults.Required("/person");
        }

        if (act.Kind is ActKind.Failed && act.Reason is null)
        {
            faults.Required("/reason");
        }

        Unfit(act, faults);
        Details(act, faults);
        return faults.All;
    }

    /// <summary>Asked of what is told for the first time only: what was taken once is answered the same for ever.</summary>
    public static IReadOnlyList<SchemaViolation> TooOld(DateTimeOffset at, DateTimeOffset now)
    {
        var faults = new Faults();
        if (at < now - MaxAge)
        {
            faults.Add("/at", "minimum", ("Thời điểm quá 90 ngày trước; kiểm tra đồng hồ của thiết bị.", "The time lies more than 90 days back; check the device's clock."));
        }

        return faults.All;
    }

    // What an act cannot carry is refused rather than dropped unseen.
    private static void Unfit(PostalAct act, Faults faults)
    {
        faults.Unless(act.Papers is null || act.Kind is ActKind.Collected, "/papers");
        faults.Unless(act.Person is null || act.Kind is ActKind.Collected or ActKind.Delivered, "/person");
        faults.Unless(act.Cash is null || act.Kind is ActKind.Collected or ActKind.Delivered, "/cash");
        faults.Unless(act.Attachment is null || act.Kind is ActKind.Collected or ActKind.Delivered, "/attachment");
        faults.Unless(act.Reason is null || act.Kind is ActKind.Failed, "/reason");
        faults.Unless(act.Stage is null || act.Kind is ActKind.Failed, "/stage");
        faults.Unless(act.Office is null || act.Kind is ActKind.HandedOver or ActKind.Release, "/office");
        faults.Unless(act.Holder is null || act.Kind is ActKind.Release, "/holder");
    }

    private static void Details(PostalAct act, Faults faults)
    {
        faults.Text("/note", act.Note, 300, isRequired: act.Holder is not null);
        faults.Text("/holder", act.Holder, 200);
        faults.Text("/office", act.Office, 40);
        faults.Text("/person/name", act.Person?.Name, 200, isRequired: act.Person is not null);
        faults.Text("/person/identityNumber", act.Person?.IdentityNumber, 30);
        faults.Word("/person/relation", act.Person?.Relation, Relations, isRequired: act.Person is not null);
        faults.Word("/reason", act.Reason, PostalReasons.All.Keys);
        faults.Word("/attachment/kind", act.Attachment?.Kind, ["signature", "photo"], isRequired: act.Attachment is not null);
        faults.Text("/cash/receipt", act.Cash?.Receipt, 60);
        if (act.Cash is { Amount: < 0 or > MaxCash })
        {
            faults.Add("/cash/amount", "range", ("Số tiền từ 0 đến 1.000.000.000.000 đ.", "The amount is from 0 to 1.000.000.000.000 đ."));
        }

        if (act.Position is { } position && !(position is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 }))
        {
            faults.Add("/position", "range", ("Vĩ độ từ −90 đến 90, kinh độ từ −180 đến 180.", "Latitude is from −90 to 90, longitude from −180 to 180."));
        }

        if (act.Papers is { } papers && (papers.Count > 100 || papers.Any(paper => paper is null or { Count: < 0 or > 10_000 }) || papers.DistinctBy(paper => paper.Id).Count() < papers.Count))
        {
            faults.Add("/papers", "range", ("Mỗi giấy tờ nêu một lần, số lượng từ 0 đến 10.000.", "Each paper is named once, with a count from 0 to 10,000."));
        }

        Picture(act.Attachment, faults);
    }

    private static void Picture(ActAttachment? attachment, Faults faults)
    {
        if (attachment is { Content.Length: > ActAttachment.MaxBytes })
        {
            faults.Add("/attachment/content", "maxLength", ("Ảnh hoặc chữ ký tối đa 2 MB.", "A photo or signature has at most 2 MB."));
        }
        else if (attachment is { MediaType: null })
        {
            faults.Add("/attachment/content", "contentMediaType", ("Chỉ nhận ảnh PNG hoặc JPEG nguyên vẹn, mở ra được.", "Only whole PNG and JPEG pictures are taken, which can be opened."));
        }
    }
}
