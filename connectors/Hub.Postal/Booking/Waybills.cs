using System.Globalization;
using Hub.Postal.Consignments;

namespace Hub.Postal.Booking;

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
