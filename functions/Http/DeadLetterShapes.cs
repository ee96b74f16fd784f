namespace Hub.Functions.Http;

/// <param name="Total">How many match, on all pages.</param>
/// <param name="Next">Give it as <c>after</c> to go on; absent on the last page.</param>
public sealed record DeadLetterList(IReadOnlyList<DeadLetterView> DeadLetters, long Total, long? Next);

/// <param name="State"><c>dead</c> or <c>skipped</c>.</param>
public sealed record DeadLetterView(
    string Id, long Seq, string Lane, string Key, string Type, string State, string? Code, string? Reason, int Attempts, DateTimeOffset CreatedAt,
    DateTimeOffset? SettledAt);

/// <param name="Body">Masked, unless it was asked for whole.</param>
/// <param name="Revealed">Whether the body is whole; the audit says who saw it.</param>
public sealed record DeadLetterDetail(
    string Id, long Seq, string Lane, string Key, string Type, string State, string? Code, string? Reason, int Attempts, bool Doubtful,
    DateTimeOffset CreatedAt, DateTimeOffset? SettledAt, System.Text.Json.JsonElement? Body, bool Revealed,
    IReadOnlyList<AttemptView> History, IReadOnlyList<EditView> Edits);

/// <summary>A mended body.</summary>
/// <param name="OldAuthor">Id of who posted or last edited the old body.</param>
/// <param name="OldBody">The body as it was; masked, unless it was asked for whole.</param>
public sealed record EditView(DateTimeOffset At, string OldAuthor, string NewAuthor, System.Text.Json.JsonElement? OldBody);
