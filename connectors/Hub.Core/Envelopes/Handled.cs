using Hub.Core.Events;

namespace Hub.Core.Envelopes;

/// <summary>The outcome and what must be remembered with it, in one transaction.</summary>
public sealed record Handled(Outcome Outcome)
{
    /// <summary>New knowledge of the partner; null leaves the old.</summary>
    public PartnerState? State { get; init; }

    /// <summary>What the partner answered, already masked, at most 2,000 characters.</summary>
    public string? Answer { get; init; }

    /// <summary>Events for the case system that follow from the answer.</summary>
    public IReadOnlyList<Submission> Events { get; init; } = [];

    public static implicit operator Handled(Outcome outcome) => new(outcome);
}
