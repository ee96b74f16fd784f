using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Hub.Transports.RabbitMq;

/// <summary>Traces and figures of the road over RabbitMQ. Labels are lanes, the hub's own few queues and its links.</summary>
public static class RabbitMqTelemetry
{
    public const string Name = "Hub.Transports.RabbitMq";

    /// <summary>Where answers to incoming events go.</summary>
    internal const string Verdicts = "verdicts";

    internal const string Parking = "parking";

    /// <summary>What a person sent back from the parking queue.</summary>
    internal const string SentAgain = "sent-again";

    public static ActivitySource Activities { get; } = new(Name);

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Published = Meter.CreateCounter<long>("hub.rabbitmq.published", description: "Messages handed to the broker, by queue");
    private static readonly Counter<long> Confirmed = Meter.CreateCounter<long>("hub.rabbitmq.confirmed", description: "Messages that the broker has taken charge of");
    private static readonly Counter<long> Returned = Meter.CreateCounter<long>("hub.rabbitmq.returned", description: "Messages that no queue took");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("hub.rabbitmq.refused", description: "Messages that the broker refused, or did not confirm in time");
    private static readonly Counter<long> Arrivals = Meter.CreateCounter<long>("hub.rabbitmq.arrivals", description: "Messages that the broker brought, by queue");
    private static readonly Counter<long> Redelivered = Meter.CreateCounter<long>("hub.rabbitmq.redelivered", description: "Arrivals that had come before");
    private static readonly Counter<long> LinkChanges = Meter.CreateCounter<long>("hub.rabbitmq.link", description: "Changes of a connection to the broker");

    private static readonly Gauge<long> Parked = Meter.CreateGauge<long>("hub.rabbitmq.parked", description: "Messages that wait in the parking queue for a person");

    internal static void CountParked(long messages) => Parked.Record(messages);

    /// <param name="queue">A lane's name, <see cref="Verdicts"/>, <see cref="Parking"/> or <see cref="SentAgain"/>.</param>
    /// <param name="fate">Null when the broker was away.</param>
    internal static void Sent(string queue, Fate? fate)
    {
        Published.Add(1, Queue(queue));
        (fate switch { Fate.Confirmed => Confirmed, Fate.Returned => Returned, _ => Refused }).Add(1, Queue(queue));
    }

    /// <param name="queue">A lane's name, or <c>events</c>.</param>
    internal static void Arrived(string queue, bool isRedelivered)
    {
        Arrivals.Add(1, Queue(queue));
        if (isRedelivered)
        {
            Redelivered.Add(1, Queue(queue));
        }
    }

    internal static void LinkChanged(string link, bool isUp) => LinkChanges.Add(1, new("link", link), new("state", isUp ? "up" : "down"));

    private static KeyValuePair<string, object?> Queue(string name) => new("queue", name);
}
