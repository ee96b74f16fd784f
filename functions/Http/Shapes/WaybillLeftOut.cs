using Hub.Postal.Ranges;
using Hub.Postal.Telling;

namespace Hub.Functions.Http.Shapes;

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
