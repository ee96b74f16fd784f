using System.Globalization;
using Hub.Core.Calendar;

namespace Hub.Postal.Dialects.Wire;

/// <summary>
/// Times as operators write them: Asia/Ho_Chi_Minh, 24 hours, no offset in the text. Any other form is not guessed at: seconds for milliseconds, a time without its
/// seconds or with AM and PM are no moment here, and what they belong to is judged as of its receipt.
/// </summary>
internal static class WireTime
{
    private const string Format = "dd'/'MM'/'yyyy HH:mm:ss";

    // Seen at receivers of the webhook: its date has no published form.
    private static readonly string[] WithoutOffset = [Format, "dd'-'MM'-'yyyy HH:mm:ss", "yyyy'-'MM'-'dd HH:mm:ss", "yyyy'-'MM'-'dd'T'HH:mm:ss", "yyyy'-'MM'-'dd'T'HH:mm:ss.FFFFFFF"];

    private static readonly string[] WithOffset =
        ["yyyy'-'MM'-'dd'T'HH:mm:sszzz", "yyyy'-'MM'-'dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy'-'MM'-'dd'T'HH:mm:ss'Z'", "yyyy'-'MM'-'dd'T'HH:mm:ss.FFFFFFF'Z'"];

    // Nothing was told before: what lies there is another unit or a counter that began at 0.
    private static readonly DateTimeOffset First = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary><c>dd/MM/yyyy HH:mm:ss</c>; null when the text is no such moment.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTime.TryParseExact(text?.Trim(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? Here(local) : null;

    /// <summary>Any form of day and time to the second that was seen; without an offset Vietnam's. Null when the text is no such moment.</summary>
    public static DateTimeOffset? ParseLoosely(string? text) =>
        DateTimeOffset.TryParseExact(text?.Trim(), WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? Plausible(moment.ToUniversalTime())
        : DateTime.TryParseExact(text?.Trim(), WithoutOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? Here(local)
        : null;

    /// <summary>Unix milliseconds; null when the text is no such moment.</summary>
    public static DateTimeOffset? ParseUnix(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and < 4_102_444_800_000
            ? Plausible(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : null;

    public static string Text(DateTimeOffset moment) => moment.ToOffset(VietnamClock.Offset).ToString(Format, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Here(DateTime local) => local >= First.DateTime ? Plausible(new DateTimeOffset(local, VietnamClock.Offset).ToUniversalTime()) : null;

    private static DateTimeOffset? Plausible(DateTimeOffset moment) => moment >= First ? moment : null;
}
