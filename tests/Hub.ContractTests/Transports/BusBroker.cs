using Azure.Messaging.ServiceBus;
using Hub.Core.Transports;
using Hub.Tests.Centres;
using Hub.Transports.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.ContractTests.Transports;

/// <summary>The Service Bus twin. Each instance is on a wire of its own.</summary>
public sealed class BusBroker : BrokerFixture
{
    private readonly string _prefix = ServiceBusTwin.NextPrefix();
    private readonly List<Wire> _wires = [];
    private readonly HashSet<string> _lanes = [];
    private readonly ServiceBusTwin _twin = ServiceBusTwin.Shared.GetAwaiter().GetResult();

    public override TimeSpan AwayLimit => TimeSpan.FromSeconds(30);

    public override BrokerInstance Begin(string lane, int prefetch, Action<Arrival> deliver)
    {
        if (_lanes.Add(lane))
        {
            _twin.DeclareAsync(Options().LaneQueue(lane), dropsRepeats: false).GetAwaiter().GetResult();
        }

        var wire = Wire.To(_twin.Port);
        _wires.Add(wire);
        var broker = new ServiceBusBroker(ServiceBusTwin.Options(_prefix, wire.Port));
        var consumer = new ServiceBusLaneStep(lane, prefetch, broker, deliver, TimeProvider.System, NullLogger<ServiceBusLaneStep>.Instance);
        return new BrokerInstance(new ServiceBusTransport(broker, new Random(_wires.Count)), [consumer], Kill, async () =>
        {
            await consumer.DisposeAsync();
            await broker.DisposeAsync();
            wire.Dispose();
        }).Run();

        // Without its connection nothing it still wants to say is heard.
        void Kill()
        {
            wire.Dispose();
            broker.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    // The client may have had the next ones before it has settled the last.
    public override Task HeardAsync(string lane, int open) =>
        Eventually.HoldsAsync($"{open} open at the broker", async () => await _twin.OpenAsync(Options().LaneQueue(lane)) <= open);

    public override void GoAway() => _wires.ForEach(wire => wire.Cut(staysOut: true));

    public override void ComeBack() => _wires.ForEach(wire => wire.Mend());

    public override async Task SendRawAsync(string lane, byte[] body)
    {
        await using var broker = new ServiceBusBroker(Options());
        await broker.SendAsync(Options().LaneQueue(lane), new ServiceBusMessage(body), default);
    }

    public override async Task<IReadOnlyList<(byte[] Body, string Reason)>> ParkedAsync()
    {
        await using var client = new ServiceBusClient(Options().ConnectionString);
        var parked = new List<(byte[], string)>();
        foreach (var lane in _lanes)
        {
            var receiver = client.CreateReceiver(
                Options().LaneQueue(lane), new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter, ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
            parked.AddRange((await receiver.ReceiveMessagesAsync(100, TimeSpan.FromMilliseconds(500))).Select(message => (message.Body.ToArray(), message.DeadLetterReason)));
        }

        return parked;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
        {
            await _twin.RemoveAsync(Options().LaneQueue(lane));
        }
    }

    private ServiceBusOptions Options() => ServiceBusTwin.Options(_prefix, _twin.Port);
}
