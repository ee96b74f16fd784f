using System.Globalization;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>Times as the operator writes them: Vietnam, no offset.</summary>
internal static class PostTime
{
    public static string Text(DateTimeOffset moment) => moment.ToOffset(TwinClock.VietnamOffset).ToString("dd'/'MM'/'yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A day <c>dd-MM-yyyy</c>; null when it is none.</summary>
    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "dd-MM-yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>When a postman works: 07:30 to 17:30 in Vietnam, Monday to Saturday. Public holidays are working days here.</summary>
internal static class WorkingHours
{
    private static readonly TimeSpan Opens = new(7, 30, 0);
    private static readonly TimeSpan Closes = new(17, 30, 0);

    /// <summary>The moment itself when it is in working hours; else some minutes after the next opening, as given.</summary>
    public static DateTimeOffset From(DateTimeOffset moment, TimeSpan afterOpening)
    {
        var local = moment.ToOffset(TwinClock.VietnamOffset);
        if (local.DayOfWeek != DayOfWeek.Sunday && local.TimeOfDay >= Opens && local.TimeOfDay <= Closes)
        {
            return moment;
        }

        var day = local.TimeOfDay > Closes ? local.Date.AddDays(1) : local.Date;
        var opening = day.DayOfWeek == DayOfWeek.Sunday ? day.AddDays(1) : day;
        return new DateTimeOffset(opening + Opens + afterOpening, TwinClock.VietnamOffset).ToUniversalTime();
    }
}
