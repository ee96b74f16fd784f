namespace Hub.Postal.Consignments;

/// <param name="Number">The number taken; the range goes on with the one after it.</param>
public sealed record WaybillTake(string Operator, string RangeId, long Number);
