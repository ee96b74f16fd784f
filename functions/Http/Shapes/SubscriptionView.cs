namespace Hub.Functions.Http.Shapes;

/// <param name="Secrets">How many secrets sign now.</param>
public sealed record SubscriptionView(string Id, Uri Url, IReadOnlyList<string> Types, bool Active, int Secrets, DateTimeOffset CreatedAt);
