using System.Globalization;
using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>Checks that dossiers and progress lines have in common. A rule answers null, or the field and what is wrong with it.</summary>
internal static class ItemRules
{
    private static readonly HashSet<string> Statuses = [.. Enumerable.Range(1, 10).Select(status => status.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Every scalar is a JSON string or null, at any depth.</summary>
    public static string? ScalarsAreStrings(JsonElement element, string path)
    {
        foreach (var member in element.EnumerateObject())
        {
            var at = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (ValueIsString(member.Value, at) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    public static string? Required(JsonElement item, string name) => item.Text(name).Trim().Length == 0 ? $"{name} không được để trống" : null;

    public static string? AtMost(JsonElement item, string name, int length) =>
        item.Text(name).Length > length ? $"{name} dài quá {length} ký tự" : null;

    /// <summary>Empty, or <c>yyyyMMddHHmmss</c> as a real moment of a 24-hour day.</summary>
    public static string? Date(JsonElement item, string name)
    {
        var text = item.Text(name);
        return text.Length == 0 || IsMoment(text) ? null : $"{name} không đúng định dạng yyyyMMddHHmmss";
    }

    public static string? OneOf(JsonElement item, string name, params ReadOnlySpan<string> values)
    {
        var text = item.Text(name);
        return text.Length == 0 || values.Contains(text) ? null : $"{name} có giá trị không hợp lệ '{text}'";
    }

    public static string? Status(JsonElement item, string name) =>
        Statuses.Contains(item.Text(name)) ? null : $"{name} phải là 1..10";

    private static bool IsMoment(string text) =>
        text.Length == 14
        && text.All(char.IsAsciiDigit)
        && DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string? ValueIsString(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String or JsonValueKind.Null:
                return null;
            case JsonValueKind.Object:
                return ScalarsAreStrings(value, path);
            case JsonValueKind.Array:
                return value.EnumerateArray().Select((element, index) => ValueIsString(element, $"{path}[{index}]")).FirstOrDefault(error => error is not null);
            default:
                return $"{path} phải là chuỗi";
        }
    }
}
