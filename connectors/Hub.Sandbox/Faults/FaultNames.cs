namespace Hub.Sandbox.Faults;

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
        ["applied-5xx"] = FaultKind.AppliedServerError,
        ["applied-late"] = FaultKind.AppliedLate,
        ["replay"] = FaultKind.Replay,
        ["not-served"] = FaultKind.NotServed,
    };

    private static readonly Dictionary<FaultKind, string> ByKind = ByName.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string Of(FaultKind kind) => ByKind[kind];

    public static bool TryParse(string? name, out FaultKind kind) => ByName.TryGetValue(name ?? "", out kind);
}
