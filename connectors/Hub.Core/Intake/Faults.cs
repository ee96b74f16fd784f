using System.Globalization;
using Hub.Core.Schemas.Explaining;

namespace Hub.Core.Intake;

/// <summary>The sentences about an event's envelope. None of them repeats a value of the sender.</summary>
internal static class Faults
{
    public static Refusal Refuse(string name, SchemaViolation error) => new(name, [error]);

    public static SchemaViolation Missing(string attribute) => new(
        $"/{attribute}", "required",
        ($"Thiếu thuộc tính bắt buộc “{attribute}”.",
        $"The required attribute “{attribute}” is missing."));

    public static SchemaViolation Empty(string attribute) => new(
        $"/{attribute}", "minLength",
        ($"Thuộc tính “{attribute}” không được để trống; bỏ hẳn thuộc tính nếu không có giá trị.",
        $"The attribute “{attribute}” must not be empty; leave it out when there is no value."));

    public static SchemaViolation NotText(string attribute) => new(
        $"/{attribute}", "type",
        ($"Thuộc tính “{attribute}” phải là chuỗi ký tự.",
        $"The attribute “{attribute}” must be a string."));

    public static SchemaViolation NotScalar(string attribute) => new(
        $"/{attribute}", "type",
        ($"Thuộc tính mở rộng “{attribute}” chỉ nhận chuỗi, số nguyên 32 bit hoặc đúng/sai.",
        $"The extension attribute “{attribute}” takes a string, a 32-bit integer or a boolean only."));

    public static SchemaViolation TooLong(string attribute, int limit) => new(
        $"/{attribute}", "maxLength",
        (Invariant($"Thuộc tính “{attribute}” dài quá {limit} ký tự."),
        Invariant($"The attribute “{attribute}” is longer than {limit} characters.")));

    public static SchemaViolation BadCharacter(string attribute) => new(
        $"/{attribute}", "characters",
        ($"Thuộc tính “{attribute}” chứa ký tự điều khiển hoặc ký tự Unicode không hợp lệ.",
        $"The attribute “{attribute}” holds a control character or an invalid Unicode character."));

    public static SchemaViolation BadPercent(string attribute) => new(
        $"/{attribute}", "percent-encoding",
        ($"Giá trị của tiêu đề “ce-{attribute}” mã hóa phần trăm sai; ký tự “%” phải viết là “%25”.",
        $"The value of header “ce-{attribute}” is not percent-encoded well; a “%” must be written “%25”."));

    public static SchemaViolation BadUri(string attribute, bool absolute) => new(
        $"/{attribute}", absolute ? "uri" : "uri-reference",
        ($"Thuộc tính “{attribute}” phải là {(absolute ? "URI đầy đủ" : "URI hoặc URI tương đối")} theo RFC 3986.",
        $"The attribute “{attribute}” must be a {(absolute ? "URI" : "URI-reference")} as of RFC 3986."));

    public static SchemaViolation BadTime(string attribute) => new(
        $"/{attribute}", "date-time",
        ($"Thuộc tính “{attribute}” phải là thời điểm theo RFC 3339 có múi giờ, ví dụ 2026-11-21T09:15:30+07:00.",
        $"The attribute “{attribute}” must be an RFC 3339 date-time with its offset, such as 2026-11-21T09:15:30+07:00."));

    public static SchemaViolation Twice(string pointer) => new(
        pointer, "duplicate",
        ("Cùng một thuộc tính xuất hiện hai lần; không biết giá trị nào đúng.",
        "The same property is given twice; nobody can tell which value is meant."));

    public static SchemaViolation TooDeep(int limit) => new(
        "/data", "depth",
        (Invariant($"Dữ liệu lồng nhau quá {limit} tầng."),
        Invariant($"The data is nested more than {limit} levels deep.")));

    public static SchemaViolation BadName() => new(
        "", "attribute-name",
        ("Tên thuộc tính chỉ gồm chữ thường a–z và chữ số 0–9, tối đa 64 ký tự.",
        "An attribute name consists of lower-case letters a–z and digits 0–9 only, at most 64 of them."));

    public static SchemaViolation ReservedHeader(string attribute) => new(
        $"/{attribute}", "attribute-name",
        ($"Tiêu đề “ce-{attribute}” không được dùng; kiểu dữ liệu nằm ở Content-Type và dữ liệu nằm ở thân yêu cầu.",
        $"The header “ce-{attribute}” must not be used; the data type is the Content-Type and the data is the body."));

    public static SchemaViolation TooManyExtensions(int limit) => new(
        "", "maxProperties",
        (Invariant($"Sự kiện có hơn {limit} thuộc tính mở rộng."),
        Invariant($"The event has more than {limit} extension attributes.")));

    public static SchemaViolation BothData() => new(
        "/data_base64", "oneOf",
        ("Chỉ gửi một trong hai: “data” hoặc “data_base64”.",
        "Send either “data” or “data_base64”, not both."));

    public static SchemaViolation BadBase64() => new(
        "/data_base64", "base64",
        ("“data_base64” không phải chuỗi Base64 hợp lệ.",
        "“data_base64” is not valid Base64."));

    public static SchemaViolation NotJsonData(string pointer) => new(
        pointer, "json",
        ("Dữ liệu của sự kiện không phải JSON hợp lệ (UTF-8).",
        "The event's data is not valid JSON (UTF-8)."));

    public static SchemaViolation NotAnObject() => new(
        "", "type",
        ("Mỗi sự kiện phải là một đối tượng JSON.",
        "Each event must be a JSON object."));

    public static SchemaViolation BadMediaType() => new(
        "/datacontenttype", "media-type",
        ("“datacontenttype” phải là kiểu nội dung theo RFC 2046, ví dụ application/json.",
        "“datacontenttype” must be a media type as of RFC 2046, such as application/json."));

    public static Refusal DataType() => Refuse(RefusalNames.UnsupportedDataType, new(
        "/datacontenttype", "media-type",
        ("Dữ liệu phải là JSON (application/json hoặc …+json, bảng mã UTF-8), vì được kiểm tra theo lược đồ JSON.",
        "The data must be JSON (application/json or …+json, in UTF-8), because it is checked against a JSON Schema.")));

    public static Refusal SpecVersion() => Refuse(RefusalNames.UnsupportedSpecVersion, new(
        "/specversion", "const",
        ("Chỉ nhận CloudEvents phiên bản “1.0”.",
        "Only CloudEvents version “1.0” is accepted.")));

    public static Refusal EventTooLarge(int limit) => Refuse(RefusalNames.EventTooLarge, new(
        "", "maxBytes",
        (Invariant($"Sự kiện lớn hơn {limit} byte."),
        Invariant($"The event is larger than {limit} bytes."))));

    public static Refusal BatchTooLarge(int limit) => Refuse(RefusalNames.BatchTooLarge, new(
        "", "maxItems",
        (Invariant($"Lô có hơn {limit} sự kiện; hãy chia thành nhiều lô."),
        Invariant($"The batch holds more than {limit} events; send several batches."))));

    public static Refusal Utf8() => Refuse(RefusalNames.UnreadableBody, new(
        "", "utf-8",
        ("Thân yêu cầu không phải UTF-8 hợp lệ.",
        "The body is not valid UTF-8.")));

    public static Refusal Json(long? line, long? position) => Refuse(RefusalNames.UnreadableBody, new(
        "", "json",
        (Invariant($"Thân yêu cầu không phải JSON hợp lệ (dòng {(line ?? 0) + 1}, byte {(position ?? 0) + 1})."),
        Invariant($"The body is not valid JSON (line {(line ?? 0) + 1}, byte {(position ?? 0) + 1})."))));

    public static Refusal NotABatch() => Refuse(RefusalNames.UnreadableBody, new(
        "", "type",
        ("Thân của một lô phải là mảng JSON các sự kiện.",
        "The body of a batch must be a JSON array of events.")));

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
