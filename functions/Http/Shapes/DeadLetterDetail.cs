namespace Hub.Functions.Http.Shapes;

/// <param name="Body">Masked, unless it was asked for whole.</param>
/// <param name="Revealed">Whether the body is whole; the audit says who saw it.</param>
public sealed record DeadLetterDetail(
    string Id, long Seq, string Lane, string Key, string Type, string State, string? Code, string? Reason, int Attempts, bool Doubtful,
    DateTimeOffset CreatedAt, DateTimeOffset? SettledAt, System.Text.Json.JsonElement? Body, bool Revealed,
    IReadOnlyList<AttemptView> History, IReadOnlyList<EditView> Edits);
