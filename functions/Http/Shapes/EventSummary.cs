namespace Hub.Functions.Http.Shapes;

public sealed record EventSummary(
    long Seq, string Id, string Source, string Type, string? Subject, DateTimeOffset? Time, string Direction, DateTimeOffset ReceivedAt, string Url);
