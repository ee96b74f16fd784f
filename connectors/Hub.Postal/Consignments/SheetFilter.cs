namespace Hub.Postal.Consignments;

/// <summary>Null asks for all.</summary>
public sealed record SheetFilter(SheetKind Kind, string? Operator = null, string? Office = null, SheetState? State = null);
