namespace Hub.Sandbox.Faults;

/// <summary>What can go wrong with a call. The wire names are in <see cref="FaultNames"/>.</summary>
internal enum FaultKind
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
    AppliedServerError,
    AppliedLate,
    Replay,
    NotServed,
}
