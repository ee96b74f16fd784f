using Hub.Core;

namespace Hub.NationalPortal.Settings;

/// <summary>Dead-letter codes of this lane. Each has a sentence pair here and a line in the README.</summary>
public static class NationalPortalReasons
{
    public const string StatusUnmapped = "status-unmapped";
    public const string StatusMoveRefused = "status-move-refused";
    public const string DataMissing = "data-missing";
    public const string DossierUnknown = "dossier-unknown";
    public const string EventMissing = "event-missing";
    public const string PortalRefused = "portal-refused";
    public const string PortalAnswerUnknown = "portal-answer-unknown";
    public const string PortalAhead = "portal-ahead";
    public const string PortalHttp = "portal-http";
    public const string TypeUnknown = "type-unknown";
    public const string KpiPrefix = "kpi-";

    /// <summary>What each code means and asks of a person, Vietnamese and English.</summary>
    public static readonly IReadOnlyDictionary<string, Bilingual> Sentences = new Dictionary<string, Bilingual>(StringComparer.Ordinal)
    {
        [StatusUnmapped] = (
            "Mã trạng thái của phần mềm một cửa chưa có trong bảng ánh xạ. Bổ sung bảng ánh xạ rồi gửi lại.",
            "The local status code is not in the status map. Add it to the map, then retry."),
        [StatusMoveRefused] = (
            "Trạng thái này không thể theo sau trạng thái trước đó của hồ sơ. Kiểm tra sự kiện, sửa hoặc bỏ qua.",
            "This status cannot follow the dossier's earlier one. Check the event, then mend or skip it."),
        [DataMissing] = (
            "Hồ sơ thiếu dữ liệu bắt buộc của Cổng. Bổ sung rồi gửi lại.",
            "The dossier lacks data that the portal requires. Supply it, then retry."),
        [DossierUnknown] = (
            "Chưa nhận được sự kiện tiếp nhận của hồ sơ này. Gửi sự kiện dossier.received rồi gửi lại.",
            "No received event of this dossier has come. Post dossier.received, then retry."),
        [EventMissing] = (
            "Không còn tìm thấy sự kiện của lần gửi này. Bỏ qua.",
            "The event of this delivery is no longer stored. Skip it."),
        [PortalRefused] = (
            "Cổng Dịch vụ công quốc gia từ chối dữ liệu. Đọc thông báo, sửa rồi gửi lại.",
            "The national portal refuses the data. Read its message, mend, then retry."),
        [PortalAnswerUnknown] = (
            "Cổng trả lời bằng mã chưa biết và không báo thành công. Kiểm tra trên Cổng, bổ sung cấu hình hoặc gửi lại.",
            "The portal answered with an unknown code and no word of success. Check there, extend the configuration or retry."),
        [PortalAhead] = (
            "Cổng đang giữ một trạng thái sau trạng thái của trung tâm và trung tâm không có sự kiện nào giải thích. Đối chiếu với Cổng.",
            "The portal holds a later status than the centre, and no event here explains it. Compare with the portal."),
        [PortalHttp] = (
            "Trục kết nối không nhận yêu cầu này. Kiểm tra nội dung và cấu hình rồi gửi lại.",
            "The adapter does not take this request. Check body and configuration, then retry."),
        [TypeUnknown] = (
            "Kết nối này không biết loại sự kiện. Bỏ qua.",
            "This connector does not know the type. Skip it."),
    };

    /// <summary>Vietnamese, then English, then what was found.</summary>
    public static string Text(string code, string? found = null)
    {
        return $"{Sentences[code].With(found)}";
    }
}
