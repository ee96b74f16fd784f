using Hub.Postal.Consignments;

namespace Hub.Functions.Http.Shapes;

/// <param name="Left">Numbers left in all of them.</param>
public sealed record WaybillRangeList(string Operator, long Left, IReadOnlyList<WaybillRange> Ranges);
