using Hub.Postal.Consignments;
using Hub.Postal.Telling;

namespace Hub.Postal.Ranges;

/// <summary>What a fetch came to.</summary>
public sealed record RangeFetch
{
    /// <summary>Allotted before and not in the hub until now: by its staff, or to a fetch whose answer was lost. With any, no new range was asked for.</summary>
    public IReadOnlyList<WaybillRange> TakenOver { get; init; } = [];

    /// <summary>The new range.</summary>
    public WaybillRange? Fetched { get; init; }

    /// <summary>Allotted, and not the hub's to give out. A person settles them.</summary>
    public IReadOnlyList<RangeLeftOut> LeftOut { get; init; } = [];

    /// <summary>Null when the hub has new numbers.</summary>
    public RangeFault? Fault { get; init; }

    /// <summary>The operator's words, or what became of the call.</summary>
    public string? Text { get; init; }
}

/// <param name="Id">How the operator calls the range.</param>
public sealed record RangeLeftOut(string Id, RangeFlaw Flaw);
