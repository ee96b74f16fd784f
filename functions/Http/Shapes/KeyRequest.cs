namespace Hub.Functions.Http.Shapes;

/// <param name="Name">For whom; no personal data.</param>
public sealed record KeyRequest(string? Role = null, string? Name = null, DateTimeOffset? ExpiresAt = null);
