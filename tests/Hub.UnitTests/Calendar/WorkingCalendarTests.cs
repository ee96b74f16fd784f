using System.Text;
using Hub.Core.Calendar;
using Xunit;

namespace Hub.UnitTests.Calendar;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Days = WorkingCalendars.BuiltIn;

    [Theory]
    [InlineData("2026-11-20", 1, "2026-11-23")]
    [InlineData("2026-11-21", 1, "2026-11-23")]
    [InlineData("2026-02-13", 1, "2026-02-23")]
    [InlineData("2026-08-21", 1, "2026-08-22")]
    [InlineData("2026-08-28", 1, "2026-09-03")]
    [InlineData("2026-11-18", 0, "2026-11-18")]
    public void Working_days_step_over_weekends_and_holidays_and_count_swapped_days(string from, int count, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, null), Days.After(DateOnly.Parse(from, null), count));

    [Fact]
    public void A_deadline_keeps_the_hour_of_Vietnams_clock_and_counts_by_Vietnams_date()
    {
        // 17:30 UTC on Friday is already Saturday 00:30 in Vietnam.
        var late = new DateTimeOffset(2026, 11, 20, 17, 30, 0, TimeSpan.Zero);

        var due = Days.After(late, 1);

        Assert.Equal(new DateTimeOffset(2026, 11, 23, 0, 30, 0, TimeSpan.FromHours(7)), due);
        Assert.Equal(TimeSpan.Zero, due.Offset);
    }

    [Fact]
    public void Days_counted_forward_are_counted_back_the_same()
    {
        for (var (from, count) = (new DateOnly(2026, 1, 1), 0); count < 60; from = from.AddDays(5), count++)
        {
            Assert.Equal(count, Days.Between(from, Days.After(from, count)));
        }
    }

    [Theory]
    [InlineData("""{"version":"x","knownUntil":"2026-12-31","holidays":["2026-11-21"],"workedDays":[]}""", "2026-11-21")]
    [InlineData("""{"version":"x","knownUntil":"2026-12-31","holidays":[],"workedDays":["2026-11-20"]}""", "2026-11-20")]
    [InlineData("""{"version":"x","knownUntil":"2026-12-31","holidays":["21/11/2026"],"workedDays":[]}""", "yyyy-MM-dd")]
    [InlineData("""{"version":"x","knownUntil":"2026-12-31","holidays":[],"workedDays":[],"extra":1}""", "extra")]
    [InlineData("""{"version":"x","holidays":[],"workedDays":[]}""", "yyyy-MM-dd")]
    public void A_list_that_cannot_be_right_is_refused_and_says_where(string json, string named)
    {
        var refused = Assert.Throws<FormatException>(() => WorkingCalendars.Read(Encoding.UTF8.GetBytes(json)));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }
}
