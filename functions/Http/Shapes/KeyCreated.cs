namespace Hub.Functions.Http.Shapes;

/// <param name="Key">Shown once. Absent when the request was a repeat.</param>
public sealed record KeyCreated(string Id, string Role, string Name, string? Key, DateTimeOffset? ExpiresAt, string? Operator, string? Office);
