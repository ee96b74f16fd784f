using Hub.Core.Schemas.Explaining;

namespace Hub.Core.Intake;

/// <summary>The sentences about what an event says.</summary>
internal static class GateFaults
{
    public static SchemaViolation UnknownType(bool isOurs) => isOurs
        ? new("/type", "enum",
            ("Loại sự kiện này do trục tích hợp phát ra; phần mềm một cửa không được gửi.",
            "Events of this type are sent by the hub; they cannot be posted to it."))
        : new("/type", "enum",
            ("Không có lược đồ cho loại sự kiện này; xem danh sách tại /schemas.",
            "There is no schema for this event type; the list is at /schemas."));

    public static SchemaViolation DossierCode() => new(
        "/subject", "pattern",
        ("Mã hồ sơ không đúng cấu trúc đã ban hành (Thông tư 01/2018/TT-VPCP, Điều 19).",
        "The dossier code has none of the published forms (Circular 01/2018/TT-VPCP, article 19)."));

    public static SchemaViolation Step() => new(
        "/subject", "pattern",
        ("“.” và “..” không phải là mã: không đường dẫn nào tra cứu được.",
        "“.” and “..” are no codes: no path could look them up."));

    public static SchemaViolation SubjectDiffers() => new(
        "/subject", "equals",
        ("Thuộc tính “subject” phải trùng với mã thủ tục trong dữ liệu (/data/procedure/code).",
        "The attribute “subject” must equal the procedure code in the data (/data/procedure/code)."));

    public static SchemaViolation Future(TimeSpan limit) => new(
        "/time", "maximum",
        (Faults.Invariant($"Thời điểm của sự kiện ở tương lai quá {limit.TotalHours:0.#} giờ; hãy kiểm tra đồng hồ của máy gửi."),
        Faults.Invariant($"The event's time is more than {limit.TotalHours:0.#} hours ahead; check the sender's clock.")));
}
