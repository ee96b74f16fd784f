using System.Globalization;
using Hub.Payments.Booking;

namespace Hub.Payments.Importing;

/// <summary>How statements of parts of a day follow one another, by their balances.</summary>
internal static class PartsOfDay
{
    /// <summary>Whether an account came from the end of one statement to the beginning of another through the statements between.</summary>
    /// <param name="known">Statements in force, of any account.</param>
    public static bool Join(KeptStatement first, KeptStatement last, IReadOnlyList<KeptStatement> known)
    {
        var between = known.Where(each => each.Account == last.Account && each.Id != last.Id && each.Id != first.Id && each is { Opening: not null, Closing: not null }
            && each.ClosingDay >= first.ClosingDay && each.ClosingDay <= last.OpeningDay).DistinctBy(each => each.Id).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ends = new Queue<long>([last.Opening!.Value]);
        while (ends.TryDequeue(out var end))
        {
            foreach (var before in between.Where(each => each.Closing == end && seen.Add(each.Id)))
            {
                if (before.Opening == first.Closing || IsWithin(first, before))
                {
                    return true;
                }

                ends.Enqueue(before.Opening!.Value);
            }
        }

        return false;
    }

    /// <summary>Both are parts of one day, and by their numbers one between is not there yet: then nobody can say whether an equal line is the same.</summary>
    public static bool MayLackOne(KeptStatement first, KeptStatement last) => last.OpeningDay == last.ClosingDay && first.ClosingDay == last.OpeningDay && first.Closing != last.Closing
        && first.Opening != last.Opening && Number(first) is { } before && Number(last) is { } after && before + 1 < after;

    // The same beginning, and no more lines: a part that was sent again with what came since.
    private static bool IsWithin(KeptStatement part, KeptStatement whole) =>
        part.Opening == whole.Opening && part.OpeningDay == whole.OpeningDay && part.ClosingDay == whole.ClosingDay && part.Lines <= whole.Lines;

    private static long? Number(KeptStatement statement) => long.TryParse(statement.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
