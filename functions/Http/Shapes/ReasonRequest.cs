namespace Hub.Functions.Http.Shapes;

/// <param name="Reason">Why, for those who come later; no personal data. At most 500 characters.</param>
public sealed record ReasonRequest(string? Reason = null);
