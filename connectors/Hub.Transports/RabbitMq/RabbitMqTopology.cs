using RabbitMQ.Client;

namespace Hub.Transports.RabbitMq;

/// <summary>Declares what the hub needs; declaring what is there already changes nothing.</summary>
internal static class RabbitMqTopology
{
    // A message comes back when its consumer dies, loses its connection or the store is away, so there must be room for some bad luck.
    private const int DeliveryLimit = 30;
    private const int KeepVerdictsMilliseconds = 7 * 24 * 60 * 60 * 1000;

    /// <summary>
    /// How long a queue that was deleted stays so. Declared again before the broker has told its consumers, it keeps them as subscribed without
    /// a word and brings them nothing (seen with quorum queues of 3.10).
    /// </summary>
    public static readonly TimeSpan Mourning = TimeSpan.FromSeconds(2);

    public static async Task DeclareAsync(IChannel channel, RabbitMqNames names, IEnumerable<string> lanes, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(names.LaneExchange, ExchangeType.Direct, durable: true, autoDelete: false, cancellationToken: ct);
        await channel.ExchangeDeclareAsync(names.EventExchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: ct);
        await QueueAsync(channel, names.ParkingQueue, [], ct);
        await QueueAsync(channel, names.VerdictQueue, new() { ["x-message-ttl"] = KeepVerdictsMilliseconds }, ct);

        // An event must not get lost on its way to the parking queue; that asks for refusing publishers over dropping the oldest. And of
        // several instances one consumes at a time, or the order between two messages would be lost.
        await QueueAsync(
            channel, names.EventQueue,
            new(Parking(names)) { ["x-dead-letter-strategy"] = "at-least-once", ["x-overflow"] = "reject-publish", ["x-single-active-consumer"] = true }, ct);
        await channel.QueueBindAsync(names.EventQueue, names.EventExchange, "#", cancellationToken: ct);
        foreach (var lane in lanes)
        {
            await QueueAsync(channel, names.LaneQueue(lane), new(Parking(names)), ct);
            await channel.QueueBindAsync(names.LaneQueue(lane), names.LaneExchange, lane, cancellationToken: ct);
        }
    }

    private static Dictionary<string, object?> Parking(RabbitMqNames names) => new(StringComparer.Ordinal)
    {
        ["x-delivery-limit"] = DeliveryLimit,
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = names.ParkingQueue,
    };

    private static Task<QueueDeclareOk> QueueAsync(IChannel channel, string queue, Dictionary<string, object?> arguments, CancellationToken ct)
    {
        arguments["x-queue-type"] = "quorum";
        return channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: ct);
    }
}
