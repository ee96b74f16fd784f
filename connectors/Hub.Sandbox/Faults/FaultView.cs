namespace Hub.Sandbox.Faults;

/// <summary>A fault as the control API shows it.</summary>
internal sealed record FaultView(
    string Id, string Kind, double Share, DateTimeOffset? Until, int LatencyMs, int Status, IReadOnlyList<string>? Operations, long Calls, long Hits)
{
    public static FaultView Of(ActiveFault fault) => new(
        fault.Id, FaultNames.Of(fault.Kind), fault.Share, fault.Until, (int)fault.Latency.TotalMilliseconds, fault.Status, fault.Operations,
        fault.Calls, fault.Hits);
}
