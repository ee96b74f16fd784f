using Hub.Postal.Consignments;

namespace Hub.Functions.Http.Shapes;

/// <summary>What a fetch of waybill numbers brought.</summary>
/// <param name="TakenOver">Ranges that were allotted before and that the hub did not hold. With any, no new one was asked for.</param>
/// <param name="Fetched">The new range.</param>
/// <param name="LeftOut">Allotted, and not the hub's to give out: a person settles them with the operator.</param>
/// <param name="Left">Numbers left in all ranges of the hub.</param>
public sealed record WaybillFetched(string Operator, IReadOnlyList<WaybillRange> TakenOver, WaybillRange? Fetched, IReadOnlyList<WaybillLeftOut> LeftOut, long Left);
