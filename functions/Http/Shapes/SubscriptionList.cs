namespace Hub.Functions.Http.Shapes;

public sealed record SubscriptionList(IReadOnlyList<SubscriptionView> Subscriptions);
