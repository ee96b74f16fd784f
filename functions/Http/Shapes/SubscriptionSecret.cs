namespace Hub.Functions.Http.Shapes;

/// <param name="Secret">Shown once. Absent when the request was a repeat.</param>
/// <param name="DropOldAfter">Until then the receiver should have changed over; null for the first secret.</param>
public sealed record SubscriptionSecret(string Id, string? Secret, DateTimeOffset? DropOldAfter);
