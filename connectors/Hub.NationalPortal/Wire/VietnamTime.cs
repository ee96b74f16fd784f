using System.Globalization;

namespace Hub.NationalPortal.Wire;

/// <summary>The portal's clock: <c>yyyyMMddHHmmss</c>, 24 hours, Asia/Ho_Chi_Minh, no offset in the text.</summary>
public static class VietnamTime
{
    private const string Format = "yyyyMMddHHmmss";
    private static readonly TimeZoneInfo Zone = Find();

    /// <summary>Empty for null.</summary>
    public static string Text(DateTimeOffset? moment) =>
        moment is { } at ? TimeZoneInfo.ConvertTime(at, Zone).ToString(Format, CultureInfo.InvariantCulture) : "";

    /// <summary>Null when the text is not such a moment.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTime.TryParseExact(text?.Trim(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? At(local) : null;

    public static DateTimeOffset At(DateTime local) => new(local, Zone.GetUtcOffset(local));

    public static DateTime Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone).DateTime;

    // A machine without time zone data still knows Vietnam: no summer time since 1975.
    private static TimeZoneInfo Find() =>
        TimeZoneInfo.TryFindSystemTimeZoneById("Asia/Ho_Chi_Minh", out var zone)
            ? zone
            : TimeZoneInfo.CreateCustomTimeZone("Asia/Ho_Chi_Minh", TimeSpan.FromHours(7), "Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Minh");
}
