namespace Hub.Functions.Http.Shapes;

/// <summary>One envelope of an event: how far one party has been told.</summary>
/// <param name="State"><c>waiting</c>, <c>dead</c>, <c>done</c>, <c>skipped</c> or <c>discarded</c>.</param>
/// <param name="Doubtful">A former attempt may have taken effect without an answer.</param>
public sealed record DeliveryView(
    string Id, string Lane, string Type, string Key, string State, int Attempts, bool Doubtful, DateTimeOffset CreatedAt, DateTimeOffset? DueAt,
    DateTimeOffset? SettledAt, string? Code, string? Reason, IReadOnlyList<AttemptView> History);
