namespace Hub.Functions.Http.Shapes;

/// <param name="RatePerSecond">How fast, above 0 and at most 1,000.</param>
public sealed record RedriveRequest(RedriveFilter? Filter = null, double RatePerSecond = 10);
