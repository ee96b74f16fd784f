namespace Hub.Sandbox.Faults;

/// <summary>Body of <c>POST /_twin/{party}/faults</c>.</summary>
/// <param name="Kind">One of <see cref="FaultNames"/>; which of them a party knows says its refusal.</param>
/// <param name="Share">Share of the calls that are hit, 0..1; all when absent.</param>
/// <param name="Seconds">How long it lasts on the twin's clock; until cleared when absent.</param>
/// <param name="LatencyMs">Wait of a <c>latency</c> or <c>applied-late</c> fault in milliseconds (default 2000).</param>
/// <param name="Status">Status of a <c>5xx</c> fault (default 503).</param>
/// <param name="Operations">Operations that are hit, by the names the party gives them; all when absent.</param>
/// <param name="Times">Calls that it hits before it is over; no limit when absent.</param>
/// <param name="RetryAfterSeconds">Retry-After of a <c>429</c> (default 2), <c>5xx</c> or <c>throttled</c> (default none).</param>
internal sealed record FaultRequest(
    string? Kind, double? Share = null, double? Seconds = null, int? LatencyMs = null, int? Status = null, IReadOnlyList<string>? Operations = null,
    int? Times = null, int? RetryAfterSeconds = null);

/// <summary>A fault as the control API shows it.</summary>
internal sealed record FaultView(
    string Id, string Kind, double Share, DateTimeOffset? Until, int LatencyMs, int Status, IReadOnlyList<string>? Operations, long Calls, long Hits)
{
    public static FaultView Of(ActiveFault fault) => new(
        fault.Id, FaultNames.Of(fault.Kind), fault.Share, fault.Until, (int)fault.Latency.TotalMilliseconds, fault.Status, fault.Operations,
        fault.Calls, fault.Hits);
}
