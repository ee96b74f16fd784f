namespace Hub.Functions.Http.Shapes;

/// <param name="State"><c>dead</c> or <c>skipped</c>.</param>
public sealed record DeadLetterView(
    string Id, long Seq, string Lane, string Key, string Type, string State, string? Code, string? Reason, int Attempts, DateTimeOffset CreatedAt,
    DateTimeOffset? SettledAt);
