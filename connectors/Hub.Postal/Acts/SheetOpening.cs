using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <param name="Id">Given by whoever opens it, 1 to 60 of <c>A-Z a-z 0-9 . _ -</c>; kept as operator, <c>.</c>, id.</param>
/// <param name="Operator">Needed from the centre's side; staff of an operator open their own.</param>
/// <param name="Way">Needed for a handover slip.</param>
/// <param name="At">When it was opened; null: now.</param>
public sealed record SheetOpening(SheetKind Kind, string Id, string? Operator, string? Office, HandoverWay? Way, DateTimeOffset? At);
