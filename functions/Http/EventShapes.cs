using Hub.Functions.Problems;

namespace Hub.Functions.Http;

/// <summary>The answer to posted events: one verdict each.</summary>
public sealed record EventsAccepted(int Accepted, int Duplicates, IReadOnlyList<EventRejected> Rejected, IReadOnlyList<EventStored> Events);

/// <param name="Index">Place in the batch, from 0.</param>
public sealed record EventRejected(int Index, string? Id, ProblemView Problem);

/// <param name="Status"><c>accepted</c> or <c>duplicate</c>.</param>
/// <param name="Url">Where its deliveries can be followed.</param>
public sealed record EventStored(string Id, string Source, long Seq, string Status, string Url);

/// <param name="Next">The cursor to go on from: give it as <c>after</c>.</param>
public sealed record EventList(IReadOnlyList<EventSummary> Events, long Next);

public sealed record EventSummary(
    long Seq, string Id, string Source, string Type, string? Subject, DateTimeOffset? Time, string Direction, DateTimeOffset ReceivedAt, string Url);

/// <summary>What became of one event. Personal data is masked for everyone but the case system.</summary>
/// <param name="Seq">Order of acceptance.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="Digest">SHA-256 of what was said, hexadecimal.</param>
public sealed record EventView(
    string Id, string Source, string Type, string? Subject, DateTimeOffset? Time, long Seq, string Direction, DateTimeOffset ReceivedAt,
    string AcceptedBy, string Digest, System.Text.Json.JsonElement? Data, IReadOnlyList<DeliveryView> Deliveries);

/// <summary>One envelope of an event: how far one party has been told.</summary>
/// <param name="State"><c>waiting</c>, <c>dead</c>, <c>done</c>, <c>skipped</c> or <c>discarded</c>.</param>
/// <param name="Doubtful">A former attempt may have taken effect without an answer.</param>
public sealed record DeliveryView(
    string Id, string Lane, string Type, string Key, string State, int Attempts, bool Doubtful, DateTimeOffset CreatedAt, DateTimeOffset? DueAt,
    DateTimeOffset? SettledAt, string? Code, string? Reason, IReadOnlyList<AttemptView> History);

/// <param name="Outcome"><c>done</c>, <c>retry</c>, <c>defer</c>, <c>reject</c>, <c>lost</c> or <c>fault</c>.</param>
/// <param name="Answer">What the partner answered, masked.</param>
public sealed record AttemptView(DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Outcome, string? Code, string? Reason, string? Answer);
