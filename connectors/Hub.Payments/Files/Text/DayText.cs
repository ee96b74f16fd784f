using System.Globalization;
using System.Text.Json.Serialization;

namespace Hub.Payments.Files.Text;

/// <summary>In which order a file writes day, month and year.</summary>
public enum DayOrder
{
    [JsonStringEnumMemberName("dmy")]
    DayMonthYear,

    [JsonStringEnumMemberName("mdy")]
    MonthDayYear,

    [JsonStringEnumMemberName("ymd")]
    YearMonthDay,
}

public enum DayFault
{
    None,
    Unreadable,

    /// <summary>It has the form of a day, but the calendar has none such, or no file of today can mean it.</summary>
    Impossible,
}

/// <summary>A day, perhaps with a time of day, as spreadsheets write it. Years from 2000 to 2099; two digits mean 20yy.</summary>
public static class DayText
{
    private const int FirstYear = 2000;
    private const int LastYear = 2099;

    public static DayFault Read(ReadOnlySpan<char> text, DayOrder order, out DateOnly day)
    {
        day = default;
        text = text.Trim().TrimStart('\'');
        if (text.Length is 0 or > 40)
        {
            return DayFault.Unreadable;
        }

        var at = DatePart(text);
        if (!at.ContainsAny('/', '-') && at.Count('.') < 2)
        {
            return Digits(at.IsEmpty ? text : at, order, out day);
        }

        Span<Range> parts = stackalloc Range[5];
        var count = at.SplitAny(parts, "/-.");
        if (count != 3 || !Number(at[parts[0]], out var first) || !Number(at[parts[1]], out var second) || !Number(at[parts[2]], out var third))
        {
            return DayFault.Unreadable;
        }

        // A year of four digits in front says the order by itself.
        return at[parts[0]].Length == 4 ? Make(first, second, third, out day) : order switch
        {
            DayOrder.DayMonthYear => Make(Year(third, at[parts[2]].Length), second, first, out day),
            DayOrder.MonthDayYear => Make(Year(third, at[parts[2]].Length), first, second, out day),
            _ => Make(Year(first, at[parts[0]].Length), second, third, out day),
        };
    }

    /// <summary>A spreadsheet's day number; a fraction is the time of day.</summary>
    public static DayFault Read(double serial, out DateOnly day)
    {
        day = default;
        if (double.IsNaN(serial) || serial is < 1 or > 2_958_465)
        {
            return DayFault.Unreadable;
        }

        day = DateOnly.FromDateTime(DateTime.FromOADate(serial));
        return day.Year is < FirstYear or > LastYear ? DayFault.Impossible : DayFault.None;
    }

    public static DayFault Make(int year, int month, int dayOfMonth, out DateOnly day)
    {
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, month))
        {
            day = default;
            return DayFault.Impossible;
        }

        day = new DateOnly(year, month, dayOfMonth);
        return DayFault.None;
    }

    private static DayFault Digits(ReadOnlySpan<char> text, DayOrder order, out DateOnly day)
    {
        day = default;
        if (text.Length is 8 or 14 or 12 && !text.ContainsAnyExceptInRange('0', '9'))
        {
            return order is DayOrder.YearMonthDay || text is ['2', '0', ..] && int.Parse(text[4..6], CultureInfo.InvariantCulture) <= 12
                ? Make(int.Parse(text[..4], CultureInfo.InvariantCulture), int.Parse(text[4..6], CultureInfo.InvariantCulture), int.Parse(text[6..8], CultureInfo.InvariantCulture), out day)
                : Make(int.Parse(text[4..8], CultureInfo.InvariantCulture), int.Parse(text[2..4], CultureInfo.InvariantCulture), int.Parse(text[..2], CultureInfo.InvariantCulture), out day);
        }

        return text.Length is >= 5 and <= 18 && char.IsAsciiDigit(text[^1]) && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial)
            && serial is > 20_000 and < 80_000
            ? Read(serial, out day)
            : DayFault.Unreadable;
    }

    // A time of day may stand before or after the day: "21/11/2026 09:15:30", "09:15 21/11/2026", "2026-11-21T09:15:30+07:00".
    private static ReadOnlySpan<char> DatePart(ReadOnlySpan<char> text)
    {
        if (text.Length > 10 && text[10] == 'T')
        {
            return text[..10];
        }

        foreach (var range in text.SplitAny(" \u00A0\n\t,"))
        {
            var part = text[range];
            if (part.ContainsAny('/', '-', '.') && !part.Contains(':') && char.IsAsciiDigit(part[0]))
            {
                return part;
            }
        }

        var blank = text.IndexOf(' ');
        return blank > 0 ? text[..blank] : text;
    }

    private static int Year(int value, int digits) => digits <= 2 ? FirstYear + value : value;

    private static bool Number(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        return text.Length is >= 1 and <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
