using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hub.Core.Outbox;

namespace Hub.Core.Lanes;

/// <summary>Traces and figures of the heart. Labels are lanes, types and outcomes, never keys or codes of persons.</summary>
public static class LaneTelemetry
{
    public const string Name = "Hub.Core";

    public static ActivitySource Activities { get; } = new(Name);

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("hub.deliveries", description: "Delivery attempts by lane and outcome");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("hub.delivery.duration", "s", "Time of one delivery attempt");
    private static readonly Counter<long> BreakerChanges = Meter.CreateCounter<long>("hub.lane.breaker", description: "Changes of a lane's breaker");

    private static readonly Gauge<double> ClockLead = Meter.CreateGauge<double>("hub.clock.lead", "s", "How far this machine's clock is ahead of the database's");

    private static readonly Gauge<double> ClockAhead = Meter.CreateGauge<double>("hub.clock.ahead", "s", "How far this machine's clock was ahead until it was put back; 0 when it was not");

    internal static void ClockWasAhead(TimeSpan by) => ClockAhead.Record(by.TotalSeconds);

    internal static void ClockRead(TimeSpan lead) => ClockLead.Record(lead.TotalSeconds);

    internal static void Attempted(string lane, string outcome, TimeSpan duration)
    {
        Deliveries.Add(1, new("lane", lane), new("outcome", outcome));
        Duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("lane", lane));
    }

    internal static void BreakerChanged(string lane, BreakerState state) =>
        BreakerChanges.Add(1, new("lane", lane), new("state", state.ToString()));
}
