namespace Hub.Functions.Http.Shapes;

/// <param name="Source">Who told: the operator's feed, an act.</param>
/// <param name="State">What it means; absent when it says nothing of the state.</param>
/// <param name="Verdict"><c>moved</c>, <c>repeated</c>, <c>late</c>, <c>conflict</c> or <c>unplaced</c>.</param>
public sealed record TrackingView(string Source, string Code, string? State, string Verdict, DateTimeOffset At, DateTimeOffset ReceivedAt);
