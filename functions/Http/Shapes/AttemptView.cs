namespace Hub.Functions.Http.Shapes;

/// <param name="Outcome"><c>done</c>, <c>retry</c>, <c>defer</c>, <c>reject</c>, <c>lost</c> or <c>fault</c>.</param>
/// <param name="Answer">What the partner answered, masked.</param>
public sealed record AttemptView(DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Outcome, string? Code, string? Reason, string? Answer);
