namespace Hub.Postal.Ranges;

/// <param name="Id">How the operator calls the range.</param>
public sealed record RangeLeftOut(string Id, RangeFlaw Flaw);
