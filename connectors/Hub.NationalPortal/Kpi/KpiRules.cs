using Hub.Core;

namespace Hub.NationalPortal.Kpi;

/// <summary>Rules of the pre-check and what they say. Source: indicators of Decision 766/QĐ-TTg as described in public formulas.</summary>
public static class KpiRules
{
    public const string AppointmentMissing = "appointment-missing";
    public const string ChannelMissing = "channel-missing";
    public const string FinishMissing = "finish-missing";
    public const string Overdue = "overdue";
    public const string SupplementRepeated = "supplement-repeated";
    public const string ResultFileMissing = "result-file-missing";
    public const string NotDigitised = "not-digitised";
    public const string PaymentNotOnline = "payment-not-online";

    public static readonly IReadOnlyDictionary<string, Bilingual> Sentences = new Dictionary<string, Bilingual>(StringComparer.Ordinal)
    {
        [AppointmentMissing] = ("Thiếu ngày hẹn trả: hồ sơ không thể được tính đúng hạn.", "No appointment date: the dossier cannot count as on time."),
        [ChannelMissing] = ("Thiếu kênh thực hiện: Cổng tính là trực tiếp.", "No channel: the portal counts it as at the counter."),
        [FinishMissing] = ("Thiếu ngày kết thúc xử lý ở trạng thái đã xong hoặc đã trả.", "No finish date although completed or returned."),
        [Overdue] = ("Kết thúc xử lý sau ngày hẹn trả: bị tính trễ hạn.", "Finished after the appointment: counts as late."),
        [SupplementRepeated] = ("Yêu cầu bổ sung hơn một lần: bị tính trễ hạn.", "More than one supplement request: counts as late."),
        [ResultFileMissing] = ("Thiếu kết quả điện tử (mã giấy tờ và đường dẫn tệp).", "No electronic result (paper code and file address)."),
        [NotDigitised] = ("Chưa có thành phần hồ sơ nào được số hóa kèm tệp.", "No component of the dossier is digitised with its file."),
        [PaymentNotOnline] = ("Hồ sơ có phí, lệ phí nhưng không thanh toán trực tuyến.", "Fees are due but not paid online."),
    };
}

/// <summary>One thing that will cost the centre in the portal's indicators.</summary>
public sealed record KpiFinding(string Rule, Bilingual Text);
