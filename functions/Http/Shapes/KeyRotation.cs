namespace Hub.Functions.Http.Shapes;

/// <param name="OverlapHours">How long the old key goes on; 24 when not said, 0 to end it at once.</param>
public sealed record KeyRotation(double OverlapHours = 24, DateTimeOffset? ExpiresAt = null);
