using System.Globalization;

namespace Hub.Postal.Dialects.Wire;

/// <summary>Times as operators write them: Asia/Ho_Chi_Minh, 24 hours, no offset in the text. Vietnam has had no summer time since 1975.</summary>
internal static class WireTime
{
    private const string Format = "dd'/'MM'/'yyyy HH:mm:ss";
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary><c>dd/MM/yyyy HH:mm:ss</c>; null when the text is no such moment.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTime.TryParseExact(text?.Trim(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        && local > DateTime.UnixEpoch ? new DateTimeOffset(local, Offset).ToUniversalTime() : null;

    /// <summary>Unix milliseconds; null when the text is no such moment.</summary>
    public static DateTimeOffset? ParseUnix(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and < 4_102_444_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    public static string Text(DateTimeOffset moment) => moment.ToOffset(Offset).ToString(Format, CultureInfo.InvariantCulture);
}
