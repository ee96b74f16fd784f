namespace Hub.Sandbox.Faults;

/// <summary>What can go wrong with a call. Which of them a party knows is said by its <see cref="FaultScript"/>.</summary>
public enum FaultKind
{
    Latency,
    ServerError,
    TooManyRequests,
    Html,
    Torn,
    AppliedNoAnswer,
    SessionLoss,
    Maintenance,
    Refusal,
    Throttled,
    LinkLost,
    AppliedServerError,
    AppliedLate,
    Replay,
    NotServed,
}

/// <summary>What is done to one call: a wait, and then at most one fault; 429 and maintenance carry a Retry-After, a late answer
/// the time it is held back.</summary>
public readonly record struct FaultPlan(TimeSpan Latency, FaultKind? Kind = null, int Status = 503, TimeSpan? RetryAfter = null, TimeSpan Hold = default)
{
    internal static readonly FaultPlan None = new(TimeSpan.Zero);

    /// <summary>Adds another plan behind this one: waits add up, the first fault stands.</summary>
    public FaultPlan Then(FaultPlan other) =>
        Kind is null ? other with { Latency = Latency + other.Latency } : this with { Latency = Latency + other.Latency };
}

/// <summary>The kinds as the control API names them.</summary>
internal static class FaultNames
{
    private static readonly Dictionary<string, FaultKind> ByName = new(StringComparer.Ordinal)
    {
        ["latency"] = FaultKind.Latency,
        ["5xx"] = FaultKind.ServerError,
        ["429"] = FaultKind.TooManyRequests,
        ["html"] = FaultKind.Html,
        ["torn"] = FaultKind.Torn,
        ["applied-no-answer"] = FaultKind.AppliedNoAnswer,
        ["session-loss"] = FaultKind.SessionLoss,
        ["maintenance"] = FaultKind.Maintenance,
        ["refusal"] = FaultKind.Refusal,
        ["throttled"] = FaultKind.Throttled,
        ["link-lost"] = FaultKind.LinkLost,
        ["applied-5xx"] = FaultKind.AppliedServerError,
        ["applied-late"] = FaultKind.AppliedLate,
        ["replay"] = FaultKind.Replay,
        ["not-served"] = FaultKind.NotServed,
    };

    private static readonly Dictionary<FaultKind, string> ByKind = ByName.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string Of(FaultKind kind) => ByKind[kind];

    public static bool TryParse(string? name, out FaultKind kind) => ByName.TryGetValue(name ?? "", out kind);
}
