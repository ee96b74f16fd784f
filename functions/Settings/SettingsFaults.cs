using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Hub.Core;

namespace Hub.Functions.Settings;

/// <summary>The sentences about wrong settings: what is wrong and how to mend it.</summary>
internal static class SettingsFaults
{
    public static SettingsFault Unknown(string key, string parent, string? nearest)
    {
        var full = nearest is null ? null : parent.Length == 0 ? nearest : $"{parent}:{nearest}";
        return full is null
            ? new(key, ("không có thiết lập tên này; hãy bỏ đi.", "there is no setting of this name; remove it."))
            : new(key, ($"không có thiết lập tên này; có phải là {full}?", $"there is no setting of this name; is {full} meant?"));
    }

    public static SettingsFault Missing(string key) => new(
        key, ("thiếu giá trị bắt buộc; hãy đặt giá trị này.", "a required value is missing; set it."));

    public static SettingsFault Unreadable(string key, Type type, string? shown)
    {
        var (vi, en) = Kind(type);
        var value = shown is null ? "" : $" “{shown}”";
        return new(key, ($"giá trị{value} không đọc được; cần {vi}.", $"the value{value} cannot be read; it takes {en}."));
    }

    public static SettingsFault OutOfRule(string key, ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => new(
            key,
            (string.Create(CultureInfo.InvariantCulture, $"giá trị phải từ {range.Minimum} đến {range.Maximum}."),
            string.Create(CultureInfo.InvariantCulture, $"the value must be from {range.Minimum} to {range.Maximum}."))),
        RequiredAttribute or MinLengthAttribute => new(key, ("giá trị không được để trống.", "the value must not be empty.")),
        RegularExpressionAttribute pattern => new(key, ($"giá trị phải có dạng {pattern.Pattern}.", $"the value must have the form {pattern.Pattern}.")),
        _ => new(key, ("giá trị không hợp lệ.", $"the value is not valid ({rule.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal)}).")),
    };

    private static Bilingual Kind(Type type) =>
        type == typeof(bool) ? ("true hoặc false", "true or false")
        : type == typeof(int) || type == typeof(long) ? ("một số nguyên", "a whole number")
        : type == typeof(double) ? ("một số, dấu thập phân là dấu chấm", "a number with a decimal point")
        : type == typeof(TimeSpan) ? ("khoảng thời gian dạng [ngày.]giờ:phút:giây, ví dụ 00:05:00", "a time span as [days.]hours:minutes:seconds, such as 00:05:00")
        : type == typeof(Uri) ? ("địa chỉ http:// hoặc https:// đầy đủ", "a whole http:// or https:// address")
        : type.IsEnum ? ($"một trong: {string.Join(", ", Enum.GetNames(type))}", $"one of: {string.Join(", ", Enum.GetNames(type))}")
        : ("một giá trị", "one value");
}
