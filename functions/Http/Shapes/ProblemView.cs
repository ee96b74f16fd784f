namespace Hub.Functions.Http.Shapes;

/// <summary>RFC 9457, as the interface describes it.</summary>
public sealed record ProblemView(
    string Type, string Title, int Status, string Vi, string En, IReadOnlyList<ProblemError>? Errors, string? SentDigest, string? StoredDigest, string? TraceId);
