namespace Hub.Core.Events;

/// <summary>Where the case system wants its events pushed.</summary>
/// <param name="Types">Event types, or <c>*</c> alone for all.</param>
/// <param name="Secrets"><c>whsec_</c> keys, the newest first; each signs, so that a receiver may change over in its own time.</param>
public sealed record Subscription(
    string Id, Uri Url, IReadOnlyList<string> Types, IReadOnlyList<string> Secrets, bool IsActive, DateTimeOffset CreatedAt);
