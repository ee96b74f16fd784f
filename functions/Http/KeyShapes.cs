using Hub.Functions.Http.Messages;

namespace Hub.Functions.Http;

/// <param name="Name">For whom; no personal data.</param>
/// <param name="Person">Who holds it: a staff code, or the subject of that person's tokens. Several keys of one person are one person. Without it the key can neither propose nor approve.</param>
public sealed record KeyRequest(
    [property: Needed] string? Role = null, [property: Needed] string? Name = null, DateTimeOffset? ExpiresAt = null, string? Operator = null, string? Office = null,
    string? Person = null);

/// <param name="OverlapHours">How long the old key goes on; 24 when not said, 0 to end it at once.</param>
public sealed record KeyRotation(double OverlapHours = 24, DateTimeOffset? ExpiresAt = null);

/// <param name="Key">Shown once. Absent when the request was a repeat.</param>
public sealed record KeyCreated(string Id, string Role, string Name, string? Key, DateTimeOffset? ExpiresAt, string? Operator, string? Office, string? Person);

public sealed record KeyList(IReadOnlyList<KeyView> Keys);

/// <param name="State"><c>active</c>, <c>expired</c>, <c>revoked</c>.</param>
public sealed record KeyView(
    string Id, string Role, string Name, string State, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, string? ReplacedBy,
    string? Operator, string? Office, string? Person);
