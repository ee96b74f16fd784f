namespace Hub.Functions.Http.Shapes;

/// <param name="Name">For whom; no personal data.</param>
/// <param name="Operator">The postal operator whose staff it is for; needed for the role <c>postal-operator</c>, and taken with no other.</param>
/// <param name="Office">Binds it to one post office of the operator.</param>
public sealed record KeyRequest(string? Role = null, string? Name = null, DateTimeOffset? ExpiresAt = null, string? Operator = null, string? Office = null);
