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
