namespace Hub.Core.Ports;

/// <param name="State"><c>planned</c>, <c>running</c>, <c>done</c> or <c>stopped</c>.</param>
/// <param name="Planned">Dead letters that matched when it was planned.</param>
/// <param name="Released">Made due so far.</param>
/// <param name="Succeeded">Of the released, delivered.</param>
/// <param name="FailedAgain">Of the released, dead again.</param>
public sealed record Redrive(
    string Id, DeadLetterFilter Filter, double RatePerSecond, string State, long Planned, long Released, long Succeeded, long FailedAgain,
    string PlannedBy, DateTimeOffset PlannedAt, string? StopReason);
