using Hub.Functions.Http.Messages;
using Hub.Postal.Consignments;
using Hub.Postal.Ranges;
using Hub.Postal.Telling;

namespace Hub.Functions.Postal;

/// <summary>A range of waybill numbers that an operator allotted.</summary>
/// <param name="Digits">Width of the number, padded with zeros.</param>
/// <param name="HasCheckDigit">The S10 check digit follows the number.</param>
public sealed record WaybillRangeRequest(
    [property: Needed] string? Operator = null, [property: Needed] string? Id = null, string? Prefix = null, string? Suffix = null, [property: Needed] int? Digits = null,
    bool HasCheckDigit = false, [property: Needed] long? First = null, [property: Needed] long? Last = null);

/// <param name="Left">Numbers left in all of them.</param>
public sealed record WaybillRangeList(string Operator, long Left, IReadOnlyList<WaybillRange> Ranges);

/// <summary>Takes a range of waybill numbers out of use for good.</summary>
/// <param name="Id">Of the range, as it was added or as the operator named it.</param>
public sealed record WaybillCloseRequest([property: Needed] string? Operator = null, [property: Needed] string? Id = null);

/// <summary>Asks an operator for waybill numbers through its interface.</summary>
/// <param name="Quantity">Numbers of a new range, 1 to 10,000.</param>
public sealed record WaybillFetchRequest([property: Needed] string? Operator = null, [property: Needed] int? Quantity = null);

/// <summary>What a fetch of waybill numbers brought.</summary>
/// <param name="TakenOver">Ranges that were allotted before and that the hub did not hold. With any, no new one was asked for.</param>
/// <param name="Fetched">The new range.</param>
/// <param name="LeftOut">Allotted, and not the hub's to give out: a person settles them with the operator.</param>
/// <param name="Left">Numbers left in all ranges of the hub.</param>
public sealed record WaybillFetched(string Operator, IReadOnlyList<WaybillRange> TakenOver, WaybillRange? Fetched, IReadOnlyList<WaybillLeftOut> LeftOut, long Left);

/// <param name="Id">How the operator calls the range.</param>
/// <param name="Reason"><c>overlaps</c>, <c>used-elsewhere</c> or <c>unreadable</c>.</param>
public sealed record WaybillLeftOut(string Id, string Reason, string Vi, string En)
{
    public static WaybillLeftOut Of(RangeLeftOut left)
    {
        var (vi, en) = RangeWords.Of(left.Flaw);
        return new WaybillLeftOut(left.Id, left.Flaw switch { RangeFlaw.Overlaps => "overlaps", RangeFlaw.UsedElsewhere => "used-elsewhere", _ => "unreadable" }, vi, en);
    }
}
