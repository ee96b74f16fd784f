namespace Hub.Sandbox.Faults;

/// <summary>What is done to one call: a wait, and then at most one fault; 429 and maintenance carry a Retry-After, a late answer
/// the time it is held back.</summary>
internal readonly record struct FaultPlan(TimeSpan Latency, FaultKind? Kind = null, int Status = 503, TimeSpan? RetryAfter = null, TimeSpan Hold = default)
{
    public static readonly FaultPlan None = new(TimeSpan.Zero);

    /// <summary>Adds another plan behind this one: waits add up, the first fault stands.</summary>
    public FaultPlan Then(FaultPlan other) =>
        Kind is null ? other with { Latency = Latency + other.Latency } : this with { Latency = Latency + other.Latency };
}
