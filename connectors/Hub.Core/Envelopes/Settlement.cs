using Hub.Core.Events;

namespace Hub.Core.Envelopes;

/// <summary>How one claimed delivery ends, with everything that must commit with it.</summary>
public sealed record Settlement
{
    public required Delivery Delivery { get; init; }

    public required Fate Fate { get; init; }

    public required AttemptRecord Attempt { get; init; }

    public PartnerState? State { get; init; }

    public IReadOnlyList<Submission> Events { get; init; } = [];
}
