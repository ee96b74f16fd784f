namespace Hub.Core.Calendar;

internal sealed record WorkingDayList(
    string Version, DateOnly KnownUntil, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkedDays, string? Source = null);
