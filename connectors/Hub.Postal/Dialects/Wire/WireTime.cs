using System.Globalization;
using Hub.Core.Calendar;

namespace Hub.Postal.Dialects.Wire;

/// <summary>Times as operators write them: Asia/Ho_Chi_Minh, 24 hours, no offset in the text.</summary>
internal static class WireTime
{
    private const string Format = "dd'/'MM'/'yyyy HH:mm:ss";

    /// <summary><c>dd/MM/yyyy HH:mm:ss</c>; null when the text is no such moment.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTime.TryParseExact(text?.Trim(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        && local > DateTime.UnixEpoch ? new DateTimeOffset(local, VietnamClock.Offset).ToUniversalTime() : null;

    /// <summary>Unix milliseconds; null when the text is no such moment.</summary>
    public static DateTimeOffset? ParseUnix(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and < 4_102_444_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    public static string Text(DateTimeOffset moment) => moment.ToOffset(VietnamClock.Offset).ToString(Format, CultureInfo.InvariantCulture);
}
