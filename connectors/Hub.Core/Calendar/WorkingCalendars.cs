using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Core.Calendar;

/// <summary>Reads a list of working days.</summary>
public static class WorkingCalendars
{
    /// <summary>The list that comes with the hub.</summary>
    public static readonly WorkingCalendar BuiltIn = ReadBuiltIn();

    /// <param name="utf8Json"><c>{"version","knownUntil","source"?,"holidays":["yyyy-MM-dd"…],"workedDays":[…]}</c>: holidays are weekdays that are free, worked days weekend days that are not.</param>
    /// <exception cref="FormatException">It is not such a list; the message says where and how to mend it, in Vietnamese and English.</exception>
    public static WorkingCalendar Read(ReadOnlySpan<byte> utf8Json)
    {
        WorkingDayList list;
        try
        {
            list = JsonSerializer.Deserialize(utf8Json, WorkingDayJson.Default.WorkingDayList) ?? throw new FormatException("Danh sách trống. / The list is empty.");
        }
        catch (JsonException bad)
        {
            throw new FormatException($"{bad.Path}: không đọc được danh sách ngày làm việc, ngày viết yyyy-MM-dd. / The list of working days cannot be read; days are written yyyy-MM-dd.", bad);
        }

        foreach (var day in list.Holidays)
        {
            if (IsWeekend(day))
            {
                throw new FormatException($"holidays: {day:yyyy-MM-dd} vốn là ngày nghỉ cuối tuần; bỏ ngày này. / {day:yyyy-MM-dd} is a weekend day already; leave it out.");
            }
        }

        foreach (var day in list.WorkedDays)
        {
            if (!IsWeekend(day))
            {
                throw new FormatException($"workedDays: {day:yyyy-MM-dd} không phải ngày cuối tuần; bỏ ngày này. / {day:yyyy-MM-dd} is no weekend day; leave it out.");
            }
        }

        return new WorkingCalendar(list.Version, list.Holidays.ToFrozenSet(), list.WorkedDays.ToFrozenSet(), list.KnownUntil);
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static WorkingCalendar ReadBuiltIn()
    {
        using var stream = typeof(WorkingCalendars).Assembly.GetManifestResourceStream("Hub.Core.Calendar.working-days.json")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Read(copy.ToArray());
    }
}

internal sealed record WorkingDayList(
    string Version, DateOnly KnownUntil, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkedDays, string? Source = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WorkingDayList))]
internal sealed partial class WorkingDayJson : JsonSerializerContext;
