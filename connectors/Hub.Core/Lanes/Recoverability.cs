using Hub.Core.Outbox;

namespace Hub.Core.Lanes;

/// <summary>All retry policy in one pure place: outcome in, fate out.</summary>
public static class Recoverability
{
    /// <param name="isOutage">The lane's breaker is open: the partner's fault charges nobody.</param>
    /// <param name="outageRetryAt">When the lane will try again after an outage.</param>
    public static Fate Decide(
        Outcome outcome, int attempts, RetryLadder ladder, DateTimeOffset now, bool isOutage, DateTimeOffset outageRetryAt) => outcome switch
        {
            Outcome.Done => new Fate.Complete(),
            Outcome.Defer defer => new Fate.Again(Later(defer.Until, now), Counted: false, defer.Doubtful),
            Outcome.Reject reject => new Fate.Dead(reject.Code, reject.Reason),
            Outcome.Retry { PartnerDown: true } retry when isOutage
                => new Fate.Again(Later(outageRetryAt, now), Counted: false, retry.Doubtful),
            Outcome.Retry retry => ladder.DelayAfter(attempts + 1) is { } delay
                ? new Fate.Again(now + Longer(delay, retry.After), Counted: true, retry.Doubtful)
                : new Fate.Dead(ReasonCodes.AttemptsExhausted, retry.Reason, retry.Doubtful),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
        };

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    // A partner may ask for patience, but not for for ever.
    private static TimeSpan Longer(TimeSpan ladder, TimeSpan? wish) =>
        wish is { } asked ? TimeSpan.FromTicks(Math.Max(ladder.Ticks, Math.Min(asked.Ticks, TimeSpan.FromHours(24).Ticks))) : ladder;
}

/// <summary>Dead-letter codes that the heart itself gives; connectors add their own. Each has a line in the runbook.</summary>
public static class ReasonCodes
{
    public const string AttemptsExhausted = "attempts-exhausted";
    public const string SchemaInvalid = "schema-invalid";
}
