using Hub.Core.Calendar;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Payments.Expecting;

/// <summary>How the files of one account or terminal stand.</summary>
/// <param name="Source">As the settings name it.</param>
/// <param name="Missing">Days whose hour has passed and of which no statement in force tells, the earliest first.</param>
/// <param name="Awaited">The next day that is expected, and until when its file must be there.</param>
/// <param name="Covered">The last day of which a statement tells.</param>
public sealed record ExpectedSource(string Source, bool IsTerminal, ExpectedDays Days, IReadOnlyList<DateOnly> Missing, (DateOnly Day, DateTimeOffset Until) Awaited, DateOnly? Covered);

/// <summary>The calendar of expected files: which account or terminal sends a file for which days, by which hour, and which of them are missing.</summary>
public sealed class ExpectedFiles(IPayments payments, PaymentsOptions options, WorkingCalendar calendar)
{
    private const int DaysBack = 62;
    private const int MostBack = 400;

    // The longest holidays are shorter.
    private const int DaysAhead = 40;

    /// <summary>In the order of the settings.</summary>
    /// <param name="from">The earliest day that is looked at.</param>
    public async Task<IReadOnlyList<ExpectedSource>> LookAsync(DateTimeOffset now, DateOnly from, CancellationToken ct)
    {
        if (options.Expected.Count == 0)
        {
            return [];
        }

        var statements = await payments.StatementsSinceAsync(from, ct);
        return [.. options.Expected.Select(expected => Look(expected, [.. statements.Where(statement => IsOf(expected, statement))], now, from))];
    }

    /// <summary>The earliest day that is looked at: two months back, and as far as a day is missing still, up to 400 days.</summary>
    /// <param name="known">Days that were found missing.</param>
    public static DateOnly FirstDay(DateTimeOffset now, IEnumerable<ExpectedFile> known)
    {
        var (usual, least) = (VietnamClock.DayOf(now).AddDays(-DaysBack), VietnamClock.DayOf(now).AddDays(-MostBack));
        var first = known.Where(file => file.State is ExpectedState.Missing).Select(file => file.Day).Append(usual).Min();
        return first > least ? first : least;
    }

    private ExpectedSource Look(ExpectedOptions expected, IReadOnlyList<KeptStatement> statements, DateTimeOffset now, DateOnly from)
    {
        var spans = Coverage.Of(statements).ToList();
        var missing = new List<DateOnly>();
        var first = from > expected.From ? from : expected.From;
        var last = (VietnamClock.DayOf(now) > first ? VietnamClock.DayOf(now) : first).AddDays(DaysAhead);
        for (var day = first; day < last; day = day.AddDays(1))
        {
            if (!IsExpected(expected, day))
            {
                continue;
            }

            if (Until(expected, day) is var until && until > now)
            {
                return new(expected.Source, expected.IsTerminal, expected.Days, missing, (day, until), Latest(spans));
            }

            if (!spans.Exists(span => day >= span.First && day <= span.Last))
            {
                missing.Add(day);
            }
        }

        return new(expected.Source, expected.IsTerminal, expected.Days, missing, (last, Until(expected, last)), Latest(spans));
    }

    private static DateOnly? Latest(List<DaySpan> spans) => spans.Count == 0 ? null : spans.Max(span => span.Last);

    private bool IsExpected(ExpectedOptions expected, DateOnly day) => expected.Days is ExpectedDays.Daily || calendar.IsWorking(day);

    private DateTimeOffset Until(ExpectedOptions expected, DateOnly day) =>
        new DateTimeOffset((expected.Days is ExpectedDays.Daily ? day.AddDays(expected.After) : calendar.After(day, expected.After)).ToDateTime(expected.By), VietnamClock.Offset).ToUniversalTime();

    // What an acquirer sends is of a merchant and a terminal, and has a net sum.
    private static bool IsOf(ExpectedOptions expected, KeptStatement statement) => expected.IsTerminal == statement.Net is not null && (expected.IsTerminal
        ? statement.Account == expected.Terminal || statement.Account.Split('/').Contains(expected.Terminal, StringComparer.Ordinal)
        : SamePayment.IsAccount(statement.Account, expected.Account));
}

/// <summary>Days from the first to the last, both counted.</summary>
internal readonly record struct DaySpan(DateOnly First, DateOnly Last);

/// <summary>Of which days statements tell.</summary>
internal static class Coverage
{
    /// <param name="statements">Those in force of one account.</param>
    public static IEnumerable<DaySpan> Of(IReadOnlyList<KeptStatement> statements) =>
        from statement in statements
        where !statement.EndsMidway && (!statement.BeginsMidway || IsContinued(statement, statements)) && statement.LastDay is not null
        select Of(statement, statement.LastDay!.Value);

    // An opening balance bears the day before the first, or that day itself: only the lines tell.
    private static DaySpan Of(KeptStatement statement, DateOnly last)
    {
        var first = statement.OpeningDay is not { } opened || opened > last ? last : opened < last ? opened.AddDays(1) : opened;
        return new(statement.FirstBooked is { } booked && booked < first ? booked : first, last);
    }

    // A last page alone tells nothing of the pages before it.
    private static bool IsContinued(KeptStatement page, IReadOnlyList<KeptStatement> statements)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { page.Id };
        for (var at = page; at.BeginsMidway;)
        {
            if (statements.FirstOrDefault(before => before.EndsMidway && before.Closing == at.Opening && before.ClosingDay == at.OpeningDay && seen.Add(before.Id)) is not { } found)
            {
                return false;
            }

            at = found;
        }

        return true;
    }
}
