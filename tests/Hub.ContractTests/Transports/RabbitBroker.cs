using System.Text;
using Hub.Core.Transports;
using Hub.Tests.Servers;
using Hub.Transports.RabbitMq;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;

namespace Hub.ContractTests.Transports;

/// <summary>A real RabbitMQ node. Each instance is on a wire of its own.</summary>
public sealed class RabbitBroker : BrokerFixture
{
    private readonly string _prefix = RabbitServer.NextPrefix();
    private readonly List<Wire> _wires = [];
    private readonly HashSet<string> _lanes = [];

    public override TimeSpan AwayLimit => TimeSpan.FromSeconds(10);

    public RabbitMqNames Names => new(_prefix);

    public override BrokerInstance Begin(string lane, int prefetch, Action<Arrival> deliver)
    {
        _lanes.Add(lane);
        var wire = Wire.To(RabbitServer.Shared.Port);
        _wires.Add(wire);
        var options = new RabbitMqOptions
        {
            Uri = new UriBuilder(RabbitServer.Shared.Uri) { Port = wire.Port }.Uri,
            Prefix = _prefix,
            ConfirmTimeout = TimeSpan.FromSeconds(3),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        };
        var broker = new RabbitMqBroker(options, [lane], TimeProvider.System, NullLogger<RabbitMqBroker>.Instance);
        var transport = new RabbitMqTransport(broker);
        var consumer = new LaneConsumerStep(broker, transport, lane, prefetch, deliver);
        return new BrokerInstance(transport, [consumer], wire.Dispose, async () =>
        {
            await consumer.DisposeAsync();
            await transport.DisposeAsync();
            wire.Dispose();
        }).Run();
    }

    public override void GoAway() => _wires.ForEach(wire => wire.Cut(staysOut: true));

    public override void ComeBack() => _wires.ForEach(wire => wire.Mend());

    public override async Task SendRawAsync(string lane, byte[] body)
    {
        await using var connection = await RabbitQueues.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.BasicPublishAsync(Names.LaneExchange, lane, mandatory: true, body);
    }

    public override async Task<IReadOnlyList<(byte[] Body, string Reason)>> ParkedAsync()
    {
        await using var connection = await RabbitQueues.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var parked = new List<(byte[], string)>();
        while (await channel.BasicGetAsync(Names.ParkingQueue, autoAck: true) is { } message)
        {
            parked.Add((message.Body.ToArray(), Encoding.UTF8.GetString((byte[])message.BasicProperties.Headers!["hub-parked-reason"]!)));
        }

        return parked;
    }

    public override async ValueTask DisposeAsync() => await RabbitQueues.RemoveAsync(Names, _lanes);
}
