namespace Hub.Functions.Http.Shapes;

/// <param name="State"><c>planned</c>, <c>running</c>, <c>done</c> or <c>stopped</c>.</param>
public sealed record RedriveView(
    string Id, string State, long Planned, long Released, long Succeeded, long FailedAgain, double RatePerSecond, string PlannedBy, DateTimeOffset PlannedAt,
    string? StopReason);
