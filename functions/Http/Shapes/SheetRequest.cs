namespace Hub.Functions.Http.Shapes;

/// <summary>Opens a sheet under an id of whoever opens it: sent again it is the same sheet.</summary>
/// <param name="Operator">Needed from the centre's side.</param>
/// <param name="Way">Of a handover slip: <c>to-post</c> or <c>to-agency</c>.</param>
public sealed record SheetRequest(string? Id = null, string? Operator = null, string? Office = null, string? Way = null, DateTimeOffset? At = null);
