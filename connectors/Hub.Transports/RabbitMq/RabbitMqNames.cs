namespace Hub.Transports.RabbitMq;

/// <summary>What the hub calls its exchanges and queues at the broker.</summary>
public sealed class RabbitMqNames(string prefix)
{
    /// <summary>Direct exchange for notices; the routing key is the lane.</summary>
    public string LaneExchange { get; } = prefix + ".lanes";

    /// <summary>Topic exchange that case systems publish events to, under any routing key.</summary>
    public string EventExchange { get; } = prefix + ".events";

    /// <summary>Where incoming events wait for the hub.</summary>
    public string EventQueue { get; } = prefix + ".events.in";

    /// <summary>Verdicts on events whose sender named no reply queue, or one that is gone.</summary>
    public string VerdictQueue { get; } = prefix + ".events.verdicts";

    /// <summary>What could not be read, or killed its consumer again and again: for a person.</summary>
    public string ParkingQueue { get; } = prefix + ".parked";

    public string LaneQueue(string lane) => $"{prefix}.lane.{lane}";

    /// <summary>Whether the hub declares the queue behind this exchange and routing key.</summary>
    internal bool IsDeclared(string exchange, string key) => exchange == LaneExchange || key == VerdictQueue || key == ParkingQueue;

    /// <summary>Whether a queue is one that the hub itself reads or keeps, where no answer to a stranger may go.</summary>
    public bool IsOwn(string queue) =>
        queue == EventQueue || queue == ParkingQueue || queue.StartsWith(prefix + ".lane.", StringComparison.Ordinal);
}
