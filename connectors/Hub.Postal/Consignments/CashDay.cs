using Hub.Core.Calendar;

namespace Hub.Postal.Consignments;

/// <summary>What an operator took on one day; whole đồng.</summary>
/// <param name="Day">Of the taking, by Vietnam's clock.</param>
/// <param name="Count">Consignments.</param>
/// <param name="Listed">What of it lies on a remittance list.</param>
/// <param name="Received">What of it lies on one that the centre has confirmed.</param>
public sealed record CashDay(DateOnly Day, string Operator, int Count, long Collected, long Listed, long Received)
{
    /// <summary>Vietnam's offset, microseconds: with it a moment falls into its day there.</summary>
    public static long OffsetMicros { get; } = VietnamClock.Offset.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>What the centre has yet to get.</summary>
    public long Outstanding => Collected - Received;

    /// <param name="day">Days since 1970-01-01.</param>
    public static DateOnly Of(long day) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)day);

    /// <summary>When a day begins.</summary>
    public static DateTimeOffset Begin(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), VietnamClock.Offset).ToUniversalTime();
}

/// <summary>The remittance lists that were opened on one day for one operator; whole đồng.</summary>
/// <param name="Received">The total of those that the centre has confirmed.</param>
/// <param name="Disputed">How many of them were counted and did not agree, and wait.</param>
public sealed record RemittanceDay(DateOnly Day, string Operator, int Count, long Total, long Received, int Disputed)
{
    /// <param name="sheets">Remittances.</param>
    public static IReadOnlyList<RemittanceDay> Of(IEnumerable<PostalSheet> sheets) =>
    [
        .. from sheet in sheets
           group sheet by (Day: VietnamClock.DayOf(sheet.OpenedAt), sheet.Operator) into day
           orderby day.Key.Day, day.Key.Operator
           select new RemittanceDay(
               day.Key.Day, day.Key.Operator, day.Count(), day.Sum(sheet => sheet.Total), day.Where(sheet => sheet.State is SheetState.Confirmed).Sum(sheet => sheet.Total),
               day.Count(sheet => sheet.State is SheetState.Closed && sheet.Marks.Any(mark => mark.Act is "disputed"))),
    ];
}
