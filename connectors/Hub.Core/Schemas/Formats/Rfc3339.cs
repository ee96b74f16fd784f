using System.Globalization;
using Newtonsoft.Json.Linq;
using NJsonSchema.Validation;
using NJsonSchema.Validation.FormatValidators;

namespace Hub.Core.Schemas.Formats;

/// <summary>The two formats of RFC 3339 that schemas may name, checked to the day: 30 February is refused.</summary>
internal static class Rfc3339
{
    public const string DateTime = "date-time";
    public const string Date = "date";

    // Nanoseconds are the finest that clocks write; what is finer than a tick is cut where the time is read.
    private const int MostDecimals = 9;

    public static bool IsDate(ReadOnlySpan<char> text) =>
        text.Length == 10
        && Number(text, 0, 4) is >= 1 and var year
        && text[4] == '-'
        && Number(text, 5, 2) is >= 1 and <= 12 and var month
        && text[7] == '-'
        && Number(text, 8, 2) is >= 1 and var day
        && day <= CultureInfo.InvariantCulture.Calendar.GetDaysInMonth(year, month);

    /// <summary>A leap second (:60) and an offset beyond 14 hours are refused: a DateTimeOffset cannot hold them.</summary>
    public static bool IsDateTime(ReadOnlySpan<char> text)
    {
        if (text.Length < 20 || !IsDate(text[..10]) || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        {
            return false;
        }

        var (hour, minute, second) = (Number(text, 11, 2), Number(text, 14, 2), Number(text, 17, 2));
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return false;
        }

        var rest = text[19..];
        if (rest[0] == '.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > MostDecimals)
            {
                return false;
            }

            rest = rest[(digits + 1)..];
        }

        return Offset(rest) is { } offset && InRange(text, offset - (hour * 60) - minute);
    }

    private static int? Offset(ReadOnlySpan<char> text)
    {
        if (text is "Z")
        {
            return 0;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':')
        {
            return null;
        }

        var (hours, minutes) = (Number(text, 1, 2), Number(text, 4, 2));
        if (hours is < 0 or > 14 || minutes is < 0 or > 59 || (hours == 14 && minutes > 0))
        {
            return null;
        }

        return (text[0] == '-' ? -1 : 1) * ((hours * 60) + minutes);
    }

    // Within a day of the ends of the calendar an offset can push the moment out of it.
    private static bool InRange(ReadOnlySpan<char> text, int minutesBeforeMidnight) =>
        (!text.StartsWith("0001-01-01") || minutesBeforeMidnight <= 0)
        && (!text.StartsWith("9999-12-31") || -minutesBeforeMidnight < 24 * 60);

    private static int Number(ReadOnlySpan<char> text, int start, int length)
    {
        var number = 0;
        foreach (var c in text.Slice(start, length))
        {
            if (!char.IsAsciiDigit(c))
            {
                return -1;
            }

            number = (number * 10) + (c - '0');
        }

        return number;
    }
}

internal sealed class DateFormat : IFormatValidator
{
    public string Format => Rfc3339.Date;

    public ValidationErrorKind ValidationErrorKind => ValidationErrorKind.DateExpected;

    public bool IsValid(string value, JTokenType tokenType) => Rfc3339.IsDate(value);
}

/// <summary>Replaces the validator's own check, which takes a bare year for a date-time.</summary>
internal sealed class DateTimeFormat : IFormatValidator
{
    public string Format => Rfc3339.DateTime;

    public ValidationErrorKind ValidationErrorKind => ValidationErrorKind.DateTimeExpected;

    public bool IsValid(string value, JTokenType tokenType) => Rfc3339.IsDateTime(value);
}
