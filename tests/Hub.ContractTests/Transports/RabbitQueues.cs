using Hub.Tests.Servers;
using Hub.Transports.RabbitMq;
using RabbitMQ.Client;

namespace Hub.ContractTests.Transports;

/// <summary>Looks at the broker past the hub.</summary>
internal static class RabbitQueues
{
    public static Task<IConnection> ConnectAsync(RabbitServer? server = null) =>
        new ConnectionFactory { Uri = (server ?? RabbitServer.Shared).Uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    public static async Task RemoveAsync(RabbitMqNames names, IEnumerable<string> lanes)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in lanes.Distinct().Select(names.LaneQueue).Concat([names.EventQueue, names.VerdictQueue, names.ParkingQueue]))
        {
            await channel.QueueDeleteAsync(queue);
        }

        await channel.ExchangeDeleteAsync(names.LaneExchange);
        await channel.ExchangeDeleteAsync(names.EventExchange);
    }
}
