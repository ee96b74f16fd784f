namespace Hub.Functions.Http.Shapes;

/// <param name="State"><c>active</c>, <c>expired</c>, <c>revoked</c>.</param>
public sealed record KeyView(
    string Id, string Role, string Name, string State, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, string? ReplacedBy,
    string? Operator, string? Office);
