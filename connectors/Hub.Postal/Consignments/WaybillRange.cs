using System.Globalization;

namespace Hub.Postal.Consignments;

/// <summary>A range of waybill numbers that an operator allotted; each is used once.</summary>
/// <param name="Prefix">Before the number, such as <c>CN</c>.</param>
/// <param name="Suffix">After it, such as <c>VN</c>.</param>
/// <param name="Digits">Width of the number, padded with zeros; with <paramref name="HasCheckDigit"/> the S10 check digit follows it.</param>
/// <param name="Next">The next number to give out; greater than <paramref name="Last"/> when it is used up or was closed.</param>
public sealed record WaybillRange(
    string Operator, string Id, string Prefix, string Suffix, int Digits, bool HasCheckDigit, long First, long Last, long Next, DateTimeOffset AddedAt)
{
    /// <summary>Numbers that an operator is asked for at once, at most.</summary>
    public const int MaxQuantity = 10_000;

    public long Left => Math.Max(0, Last - Next + 1);
}

/// <param name="Number">The number taken; the range goes on with the one after it.</param>
public sealed record WaybillTake(string Operator, string RangeId, long Number);

/// <summary>Waybills from the ranges that an operator allotted.</summary>
public static class Waybills
{
    /// <summary>Prefix, the padded number, the S10 check digit where the range has one, suffix.</summary>
    public static string Format(WaybillRange range, long number)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture).PadLeft(range.Digits, '0');
        return range.Prefix + digits + (range.HasCheckDigit ? S10.CheckDigit(number % 100_000_000).ToString(CultureInfo.InvariantCulture) : "") + range.Suffix;
    }

    /// <summary>The next number of the first range that has any; null when all are used up.</summary>
    internal static WaybillTaken? Next(IReadOnlyList<WaybillRange> ranges) => ranges.FirstOrDefault(range => range.Left > 0) is { } range
        ? new WaybillTaken(Format(range, range.Next), new WaybillTake(range.Operator, range.Id, range.Next), ranges.Sum(each => each.Left) - 1)
        : null;
}

/// <param name="Waybill">As it is printed on the parcel.</param>
/// <param name="Left">Numbers that are left after it in all ranges.</param>
internal sealed record WaybillTaken(string Waybill, WaybillTake Take, long Left);
