namespace Hub.Core.Calendar;

/// <summary>Counts working days. Weekends are free but for swapped days that are worked; the holidays are data.</summary>
/// <param name="Version">Names the list of days that a deadline was counted on.</param>
/// <param name="Holidays">Free days that would be working days.</param>
/// <param name="WorkedDays">Weekend days that are worked instead of a swapped day.</param>
/// <param name="KnownUntil">The last day of the last year for which the list is known; days beyond count weekends only.</param>
public sealed record WorkingCalendar(string Version, IReadOnlySet<DateOnly> Holidays, IReadOnlySet<DateOnly> WorkedDays, DateOnly KnownUntil)
{
    public bool IsWorking(DateOnly day) =>
        WorkedDays.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day));

    /// <summary>The day <paramref name="count"/> working days after <paramref name="from"/>; <paramref name="from"/> itself is not counted.</summary>
    /// <param name="count">0 or more; 0 gives <paramref name="from"/>.</param>
    public DateOnly After(DateOnly from, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var day = from;
        for (var left = count; left > 0;)
        {
            day = day.AddDays(1);
            left -= IsWorking(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>The same hour of the day <paramref name="count"/> working days after a moment, by Vietnam's clock.</summary>
    public DateTimeOffset After(DateTimeOffset from, int count)
    {
        var local = from.ToOffset(VietnamClock.Offset);
        var day = After(DateOnly.FromDateTime(local.DateTime), count);
        return new DateTimeOffset(day.ToDateTime(TimeOnly.FromTimeSpan(local.TimeOfDay)), VietnamClock.Offset).ToUniversalTime();
    }

    /// <summary>Working days after <paramref name="from"/> up to and with <paramref name="until"/>; 0 when it is not later.</summary>
    public int Between(DateOnly from, DateOnly until)
    {
        var count = 0;
        for (var day = from.AddDays(1); day <= until; day = day.AddDays(1))
        {
            count += IsWorking(day) ? 1 : 0;
        }

        return count;
    }
}

/// <summary>The clock of everybody the hub serves. Vietnam has had no summer time since 1975, so an offset is enough.</summary>
public static class VietnamClock
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The day that a moment falls on.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);
}
