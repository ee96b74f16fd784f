namespace Hub.Core.Envelopes;

/// <summary>One line of an envelope's history. Texts are masked before they come here.</summary>
/// <param name="Outcome"><c>done</c>, <c>retry</c>, <c>defer</c>, <c>reject</c>, <c>lost</c> (lease ran out) or <c>fault</c> (our own exception).</param>
public sealed record AttemptRecord(
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    string Outcome,
    string? Code = null,
    string? Reason = null,
    string? Answer = null);
