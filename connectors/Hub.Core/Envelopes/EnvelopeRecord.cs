namespace Hub.Core.Envelopes;

/// <summary>An envelope with its history, as operators and <c>GET /events/{id}</c> see it.</summary>
public sealed record EnvelopeRecord
{
    public required Envelope Envelope { get; init; }

    public required EnvelopeState State { get; init; }

    public required int Attempts { get; init; }

    public required bool IsDoubtful { get; init; }

    /// <summary>When the lane will take it up, for a waiting head; null otherwise.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public string? Code { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<AttemptRecord> History { get; init; } = [];

    public IReadOnlyList<BodyEdit> Edits { get; init; } = [];
}

/// <summary>Where an envelope stands. The numbers are stored; below 2 the envelope still occupies its strand.</summary>
public enum EnvelopeState
{
    Waiting = 0,
    Dead = 1,
    Done = 2,

    /// <summary>Set aside by a person: later ones of the key flow on, it can still be retried.</summary>
    Skipped = 3,

    /// <summary>Given up by a person, for good.</summary>
    Discarded = 4,
}

/// <summary>One line of an envelope's history. Texts are masked before they come here.</summary>
/// <param name="Outcome"><c>done</c>, <c>retry</c>, <c>defer</c>, <c>reject</c>, <c>lost</c> (lease ran out) or <c>fault</c> (our own exception).</param>
public sealed record AttemptRecord(
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    string Outcome,
    string? Code = null,
    string? Reason = null,
    string? Answer = null);

/// <summary>A body that a person mended: the old one is kept. <paramref name="OldAuthor"/> is who posted or last edited it.</summary>
public sealed record BodyEdit(DateTimeOffset At, string OldAuthor, string NewAuthor, ReadOnlyMemory<byte> OldBody);
