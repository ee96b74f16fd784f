using Hub.Functions.Http.Messages;

namespace Hub.Functions.CaseSystem;

/// <param name="Types">Event types the hub sends, or <c>*</c> alone.</param>
/// <param name="Secret"><c>whsec_</c> and 24 to 64 bytes as base64, where the receiver chose it; else the hub makes one. Only when it is made new.</param>
public sealed record SubscriptionRequest(
    [property: Needed] Uri? Url = null, [property: Needed] IReadOnlyList<string>? Types = null, bool Active = true, string? Secret = null);

public sealed record SubscriptionList(IReadOnlyList<SubscriptionView> Subscriptions);

/// <param name="Secrets">How many secrets sign now.</param>
public sealed record SubscriptionView(string Id, Uri Url, IReadOnlyList<string> Types, bool Active, int Secrets, DateTimeOffset CreatedAt);

/// <param name="Secret">Shown once. Absent when the request was a repeat.</param>
/// <param name="DropOldAfter">Until then the receiver should have changed over; null for the first secret.</param>
public sealed record SubscriptionSecret(string Id, string? Secret, DateTimeOffset? DropOldAfter);
