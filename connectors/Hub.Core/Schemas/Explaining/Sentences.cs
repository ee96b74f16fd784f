using System.Globalization;
using Hub.Core.Schemas.Formats;
using NJsonSchema;

namespace Hub.Core.Schemas.Explaining;

/// <summary>What is wrong and how to mend it. A value out of the data is never repeated: it may be personal.</summary>
internal static class Sentences
{
    private static readonly Dictionary<JsonObjectType, Bilingual> Types = new()
    {
        [JsonObjectType.Object] = new("một đối tượng JSON { … }", "a JSON object { … }"),
        [JsonObjectType.Array] = new("một danh sách JSON [ … ]", "a JSON array [ … ]"),
        [JsonObjectType.String] = new("một chuỗi ký tự trong dấu nháy kép", "a string in double quotes"),
        [JsonObjectType.Integer] = new("một số nguyên, không có phần thập phân và không đặt trong nháy", "a whole number, without a fraction and without quotes"),
        [JsonObjectType.Boolean] = new("true hoặc false, không đặt trong nháy", "true or false, without quotes"),
    };

    /// <param name="finding">What is broken.</param>
    /// <param name="property">What the schema calls the property that the finding is about.</param>
    public static Bilingual For(Finding finding, Bilingual property)
    {
        string[] steps = [.. JsonPointer.Tokens(finding.Pointer)];
        var name = steps.LastOrDefault();
        var (vi, en) = Subject(steps);
        var schema = finding.Schema;
        return finding.Rule switch
        {
            "json" when finding.Detail == "utf-8" => new(
                "Dữ liệu có ký tự không hợp lệ. Hãy gửi lại bằng bảng mã UTF-8.",
                "The data has characters that are not valid. Send it in UTF-8."),
            "json" => new(
                $"Dữ liệu không phải JSON hợp lệ, sai từ dòng:vị trí {finding.Detail}. Hãy kiểm tra dấu ngoặc, dấu phẩy và dấu nháy tại đó.",
                $"The data is not valid JSON from line:byte {finding.Detail}. Check brackets, commas and quotes there."),
            "depth" => new(
                $"Dữ liệu lồng nhau quá {finding.Detail} tầng. Hãy gửi cấu trúc phẳng hơn.",
                $"The data is nested more than {finding.Detail} levels deep. Send a flatter structure."),
            "duplicate" => new(
                $"{vi} xuất hiện hai lần. Hãy giữ lại một.",
                $"{en} is given twice. Keep one of them."),
            "required" => new(
                $"Thiếu trường bắt buộc \"{name}\"{Colon(property.Vi)}. Hãy bổ sung.",
                $"The required field \"{name}\" is missing{Colon(property.En)}. Add it."),
            "additionalProperties" => new(
                $"{vi} không có trong lược đồ. Hãy bỏ đi hoặc sửa lại tên; các trường được phép: {Names(schema)}.",
                $"{en} is not in the schema. Remove it or mend its name; allowed are: {Names(schema)}."),
            "type" => new(
                $"{vi} phải là {TypeOf(schema).Vi}. Hãy sửa lại; nếu chưa có giá trị thì bỏ trường này, không gửi null.",
                $"{en} has to be {TypeOf(schema).En}. Mend it; where there is no value leave the field out, without null."),
            "enum" => new(
                $"{vi} không thuộc các giá trị được phép. Hãy chọn một trong: {Values(schema)}.",
                $"{en} is not one of the allowed values. Choose one of: {Values(schema)}."),
            "not" => new(
                $"{vi} có giá trị không được phép ở đây. Hãy xem lược đồ của loại sự kiện này.",
                $"{en} has a value that is not allowed here. See the schema of this event type."),
            "pattern" => new(
                $"{vi} không đúng dạng{Colon(property.Vi)}. Hãy viết theo mẫu {Pattern(schema)}.",
                $"{en} is not of the right form{Colon(property.En)}. Write it as {Pattern(schema)}."),
            "format" => new(
                $"{vi} không phải thời điểm có thật. Hãy kiểm tra ngày, giờ và múi giờ, ví dụ {Example(schema)}.",
                $"{en} is not a moment that exists. Check day, time and offset, e.g. {Example(schema)}."),
            "minLength" when schema?.MinLength == 1 => new(
                $"{vi} không được để trống. Hãy điền giá trị hoặc bỏ trường này nếu không bắt buộc.",
                $"{en} is empty. Fill it in, or leave the field out where it is optional."),
            "minLength" => new(
                $"{vi} phải có ít nhất {Number(schema?.MinLength)} ký tự. Hãy điền đủ.",
                $"{en} needs at least {Number(schema?.MinLength)} characters. Complete it."),
            "maxLength" => new(
                $"{vi} chỉ được dài tối đa {Number(schema?.MaxLength)} ký tự. Hãy rút ngắn.",
                $"{en} may have at most {Number(schema?.MaxLength)} characters. Shorten it."),
            "minimum" => new(
                $"{vi} không được nhỏ hơn {Number(schema?.Minimum)}. Hãy kiểm tra lại số.",
                $"{en} may not be less than {Number(schema?.Minimum)}. Check the number."),
            "maximum" => new(
                $"{vi} không được lớn hơn {Number(schema?.Maximum)}. Hãy kiểm tra lại số.",
                $"{en} may not be more than {Number(schema?.Maximum)}. Check the number."),
            "minItems" => new(
                $"{vi} phải có ít nhất {Number(schema?.MinItems)} mục. Hãy bổ sung.",
                $"{en} needs at least {Number(schema?.MinItems)} entries. Add what is missing."),
            "maxItems" => new(
                $"{vi} chỉ được có tối đa {Number(schema?.MaxItems)} mục. Hãy gửi ít hơn.",
                $"{en} may have at most {Number(schema?.MaxItems)} entries. Send fewer."),
            "oneOf" => new(
                $"{vi} khớp với nhiều phương án loại trừ nhau. Hãy chỉ giữ dữ liệu của một phương án.",
                $"{en} fits several alternatives that exclude each other. Keep the data of one of them."),
            _ => new(
                $"{vi} không đúng lược đồ của loại sự kiện này. Hãy xem lược đồ và sửa lại.",
                $"{en} does not follow the schema of this event type. See the schema and mend it."),
        };
    }

    private static Bilingual Subject(string[] steps) => steps switch
    {
        [] => ("Dữ liệu", "The data"),
        [.., var list, var entry] when int.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out var index) =>
            ($"Mục thứ {index + 1} của \"{list}\"", $"Entry {index + 1} of \"{list}\""),
        [.., var name] => ($"Trường \"{name}\"", $"The field \"{name}\""),
    };

    private static string Colon(string text) => text.Length > 0 ? $" ({text})" : "";

    private static Bilingual TypeOf(JsonSchema? schema) =>
        schema is not null && Types.TryGetValue(schema.Type, out var type) ? type : new("kiểu dữ liệu khác", "of another type");

    private static string Names(JsonSchema? schema) => schema is null ? "" : string.Join(", ", schema.Properties.Keys.Order(StringComparer.Ordinal));

    private static string Values(JsonSchema? schema) => string.Join(", ", schema?.Enumeration ?? []);

    private static string Pattern(JsonSchema? schema) => SchemaText.AsWritten(schema?.Pattern ?? "");

    private static string Example(JsonSchema? schema) => schema?.Format == Rfc3339.Date ? "2026-11-21" : "2026-11-21T09:15:30+07:00";

    private static string Number(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
