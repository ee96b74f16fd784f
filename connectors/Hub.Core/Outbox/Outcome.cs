using Hub.Core.Envelopes;
using Hub.Core.Inbox;

namespace Hub.Core.Outbox;

/// <summary>What an attempt came to. Closed: there is no fifth verdict.</summary>
public abstract record Outcome
{
    /// <summary>The reason of what was not written down; nothing is lost by it.</summary>
    public static readonly Bilingual StoreRefused = ("kho dữ liệu chưa ghi được", "the store refused");

    private Outcome() { }

    /// <param name="Reference">The partner's own reference, or why nothing needed sending.</param>
    public sealed record Done(string? Reference = null) : Outcome;

    /// <summary>Uses an attempt of the ladder.</summary>
    /// <param name="Reason">For staff, as <see cref="Bilingual"/> writes it, like every reason here; facts of the wire such as <c>HTTP 503</c> may stand alone.</param>
    /// <param name="After">The partner's own wish (<c>Retry-After</c>); the later of it and the ladder's step counts.</param>
    /// <param name="PartnerDown">The fault lies with the partner or the way to it, not with this message: it counts for the breaker.</param>
    /// <param name="Doubtful">It may have taken effect: the next delivery is told.</param>
    /// <param name="Unreached">No connection was made, so no message can be at fault.</param>
    public sealed record Retry(string Reason, TimeSpan? After = null, bool PartnerDown = false, bool Doubtful = false, bool Unreached = false) : Outcome;

    /// <summary>Does not use an attempt.</summary>
    /// <param name="Doubtful">It may have taken effect: the next delivery is told.</param>
    public sealed record Defer(string Reason, DateTimeOffset Until, bool Doubtful = false) : Outcome;

    /// <summary>Dead letter at once.</summary>
    /// <param name="Code">Stable reason code, kebab-case, with a runbook line.</param>
    public sealed record Reject(string Code, string Reason) : Outcome;
}

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
