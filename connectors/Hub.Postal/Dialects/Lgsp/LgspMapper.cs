using System.Globalization;
using Hub.Postal.Consignments;

namespace Hub.Postal.Dialects.Lgsp;

/// <summary>The operator's ranges as ours. Pure.</summary>
internal static class LgspMapper
{
    private const long LargestRange = 1_000_000;
    private const int LongestId = 60;

    public static AllottedRanges Ranges(IReadOnlyList<LgspRange> told, string @operator, DateTimeOffset now)
    {
        var (read, unreadable) = (new List<AllottedRange>(), new List<string>());
        foreach (var each in told)
        {
            if (Range(each, @operator, now) is { } range)
            {
                read.Add(new AllottedRange(range, Count(each.Used)));
            }
            else
            {
                unreadable.Add(each.RangeId is { Length: > 0 and <= LongestId } id ? id : "?");
            }
        }

        return new AllottedRanges(read, unreadable);
    }

    /// <returns>Null when the range cannot be understood, or when its item codes are not formed as its parts say.</returns>
    public static WaybillRange? Range(LgspRange told, string @operator, DateTimeOffset now)
    {
        if (told is not { RangeId: { Length: > 0 and <= LongestId } id, FirstSerial: { Length: > 0 and <= 12 } first }
            || !long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !long.TryParse(told.LastSerial, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            || to < from || to - from >= LargestRange)
        {
            return null;
        }

        // Whether a check digit stands in it the codes themselves say; without them S10 is taken where it has S10's eight digits.
        return ((bool[])[true, false])
            .Select(hasCheckDigit => new WaybillRange(@operator, id, told.Prefix ?? "", told.Suffix ?? "", first.Length, hasCheckDigit, from, to, from, now))
            .FirstOrDefault(range => Fits(range, from, told.FirstItemCode) && Fits(range, to, told.LastItemCode) && (!range.HasCheckDigit || range.Digits == 8));
    }

    private static long? Count(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static bool Fits(WaybillRange range, long number, string? itemCode) => string.IsNullOrEmpty(itemCode) || Waybills.Format(range, number) == itemCode;
}
