namespace Hub.Functions.Http.Shapes;

/// <param name="Types">Event types the hub sends, or <c>*</c> alone.</param>
/// <param name="Secret"><c>whsec_</c> and 24 to 64 bytes as base64, where the receiver chose it; else the hub makes one. Only when it is made new.</param>
public sealed record SubscriptionRequest(Uri? Url = null, IReadOnlyList<string>? Types = null, bool Active = true, string? Secret = null);
