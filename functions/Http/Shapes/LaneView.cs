namespace Hub.Functions.Http.Shapes;

/// <param name="State"><c>open</c>, <c>paused</c>, <c>outage</c> (the partner is away) or <c>trial</c> (it is just back).</param>
/// <param name="Reason">Why it is not open.</param>
/// <param name="Breaker"><c>closed</c>, <c>open</c> or <c>trial</c>.</param>
/// <param name="Waiting">To be delivered, without the held ones.</param>
/// <param name="Held">Behind a dead letter.</param>
public sealed record LaneView(
    string Lane, string State, string? Reason, bool Paused, string? PausedBy, string? PauseReason, string Breaker, string? BreakerReason, DateTimeOffset? OpenSince, DateTimeOffset? ProbeAt,
    long Waiting, long Held, long Dead, long Leased, DateTimeOffset? OldestAt, DateTimeOffset? NextDueAt, double RatePerSecond);
