using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>A change of a sheet as it is told, perhaps days later.</summary>
public sealed record SheetChange
{
    /// <summary>As <see cref="PostalAct.ActId"/>.</summary>
    public required string ActId { get; init; }

    /// <summary>One of <see cref="SheetActs"/>.</summary>
    public required string Act { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Consignments to add or remove, at most 500.</summary>
    public IReadOnlyList<string>? Numbers { get; init; }

    /// <summary>Who signs. Personal data.</summary>
    public string? Name { get; init; }

    /// <summary>Lines that this side does not confirm.</summary>
    public IReadOnlyList<SheetDispute>? Disputes { get; init; }

    /// <summary>The money counted, whole đồng.</summary>
    public long? Amount { get; init; }
}

/// <param name="Number">A consignment on the slip.</param>
/// <param name="Note">What is wrong with it; at most 300 characters.</param>
public sealed record SheetDispute(string Number, string? Note);

/// <param name="Id">Given by whoever opens it, 1 to 60 of <c>A-Z a-z 0-9 . _ -</c>; kept as operator, <c>.</c>, id.</param>
/// <param name="Operator">Needed from the centre's side; staff of an operator open their own.</param>
/// <param name="Way">Needed for a handover slip.</param>
/// <param name="At">When it was opened; null: now.</param>
public sealed record SheetOpening(SheetKind Kind, string Id, string? Operator, string? Office, HandoverWay? Way, DateTimeOffset? At);

/// <summary>What is done with a manifest, a handover slip or a remittance list.</summary>
public static class SheetActs
{
    public const string Add = "add";
    public const string Remove = "remove";

    /// <summary>Puts all cash that is on no list yet on this one. Of remittances.</summary>
    public const string Fill = "fill";

    public const string Close = "close";

    /// <summary>One side signs. Of handover slips.</summary>
    public const string Confirm = "confirm";

    /// <summary>The centre has counted the money. Of remittances.</summary>
    public const string Receive = "receive";

    // Marks on sheets.
    internal const string Opened = "opened";
    internal const string Closed = "closed";
    internal const string PostConfirmed = "post-confirmed";
    internal const string AgencyConfirmed = "agency-confirmed";
    internal const string Received = "received";
    internal const string Disputed = "disputed";
}
