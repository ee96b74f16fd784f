using Hub.Core;

namespace Hub.Postal.Settings;

/// <summary>Dead-letter codes of this lane. Each has a sentence pair here and a page in the runbooks.</summary>
public static class PostalReasonCodes
{
    public const string AlreadyUnderWay = "postal-already-under-way";
    public const string RequestInvalid = "postal-request-invalid";
    public const string EventMissing = "postal-event-missing";
    public const string TypeUnknown = "postal-type-unknown";
    public const string ConsignmentUnknown = "postal-consignment-unknown";
    public const string OperatorUnknown = "postal-operator-unknown";
    public const string NoOperator = "postal-no-operator";
    public const string PlaceUnknown = "postal-place-unknown";
    public const string AreaNotServed = "postal-area-not-served";
    public const string Refused = "postal-refused";
    public const string Unable = "postal-unable";
    public const string TooLate = "postal-too-late";
    public const string BookingDiffers = "postal-booking-differs";
    public const string WaybillUsed = "postal-waybill-used";
    public const string WaybillOutside = "postal-waybill-outside";

    /// <summary>What each code means and asks of a person, Vietnamese and English.</summary>
    public static readonly IReadOnlyDictionary<string, Bilingual> Sentences = new Dictionary<string, Bilingual>(StringComparer.Ordinal)
    {
        [AlreadyUnderWay] = (
            "Hồ sơ đang có một bưu gửi cùng chiều chưa kết thúc. Hủy bưu gửi đó hoặc bỏ qua yêu cầu này.",
            "A consignment of this dossier and direction is still under way. Cancel that one, or skip this request."),
        [RequestInvalid] = (
            "Nội dung yêu cầu không dùng được. Sửa rồi gửi lại.",
            "The request cannot be used as it is. Mend it, then retry."),
        [EventMissing] = (
            "Không còn tìm thấy sự kiện của yêu cầu này. Bỏ qua.",
            "The event of this request is no longer stored. Skip it."),
        [TypeUnknown] = (
            "Kết nối bưu chính không biết loại sự kiện này. Bỏ qua.",
            "The post's connector does not know this type. Skip it."),
        [ConsignmentUnknown] = (
            "Không có bưu gửi nào như yêu cầu nêu. Kiểm tra số đơn và chiều rồi sửa hoặc bỏ qua.",
            "There is no consignment such as the request names. Check number and direction, then mend or skip it."),
        [OperatorUnknown] = (
            "Đơn vị bưu chính này không có trong cấu hình. Bổ sung cấu hình hoặc sửa yêu cầu rồi gửi lại.",
            "The settings do not name this operator. Add it or mend the request, then retry."),
        [NoOperator] = (
            "Không quy tắc nào chọn được đơn vị bưu chính cho yêu cầu này. Bổ sung quy tắc rồi gửi lại.",
            "No rule gives an operator for this request. Add a rule, then retry."),
        [PlaceUnknown] = (
            "Không xác định được địa bàn theo mã của đơn vị bưu chính. Nhập bảng mã hoặc sửa địa chỉ rồi gửi lại.",
            "The place cannot be told in the operator's codes. Import its codes or mend the address, then retry."),
        [AreaNotServed] = (
            "Không đơn vị bưu chính nào được chọn phục vụ địa bàn này. Chọn đơn vị khác hoặc bỏ qua.",
            "None of the operators that may carry it serves the area. Choose another or skip it."),
        [Refused] = (
            "Đơn vị bưu chính từ chối. Đọc lý do, sửa rồi gửi lại.",
            "The operator refuses. Read its reason, mend, then retry."),
        [Unable] = (
            "Hệ thống của đơn vị bưu chính không cho thao tác này qua kết nối. Làm việc trực tiếp với bưu điện rồi bỏ qua.",
            "The operator's interface has no such operation. Settle it with the operator by telephone, then skip it."),
        [TooLate] = (
            "Bưu gửi đã đi quá bước có thể hủy hoặc đổi. Làm việc trực tiếp với bưu điện rồi bỏ qua.",
            "The consignment is past the point where it can be cancelled or redirected. Settle it with the operator, then skip it."),
        [BookingDiffers] = (
            "Đơn vị bưu chính đang giữ một đơn khác dưới số đơn này. Đối chiếu với bưu điện.",
            "The operator holds another order under this number. Compare with the operator."),
        [WaybillUsed] = (
            "Đơn vị bưu chính báo mã vận đơn đã được dùng. Kiểm tra dải mã đã nhập với bưu điện rồi gửi lại; lần gửi lại lấy mã kế tiếp.",
            "The operator says that the waybill number was used before. Compare the ranges with the operator, then retry; a retry takes the next number."),
        [WaybillOutside] = (
            "Đơn vị bưu chính báo mã vận đơn không thuộc dải mã được cấp. Kiểm tra dải mã đã nhập với bưu điện rồi gửi lại; lần gửi lại lấy mã kế tiếp.",
            "The operator says that the waybill number is in no range allotted to the centre. Compare the ranges with the operator, then retry; a retry takes the next number."),
    };

    /// <summary>Vietnamese, then English, then what was found.</summary>
    public static string Text(string code, string? found = null)
    {
        return $"{Sentences[code].With(found)}";
    }
}
