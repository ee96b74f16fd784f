using System.Globalization;
using Hub.ContractTests.Lanes;
using Hub.Core.Transports;
using Hub.Tests.Servers;
using Hub.Transports.RabbitMq;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.ContractTests.Transports;

/// <summary>A real RabbitMQ node, with queues of this fixture's own.</summary>
public sealed class RabbitTransport : BrokerTransport
{
    private readonly string _prefix = RabbitServer.NextPrefix();
    private readonly List<string> _lanes = [];
    private Wire? _wire;
    private RabbitMqTransport? _sender;
    private LaneConsumerStep? _consumer;

    public override async Task CloseAsync()
    {
        if (_consumer is { } consumer)
        {
            await consumer.DisposeAsync();
            await _sender!.DisposeAsync();
            _wire!.Dispose();
            (_consumer, _sender, _wire) = (null, null, null);
        }
    }

    public override async Task KillAsync()
    {
        _wire!.Dispose();
        await CloseAsync();
    }

    protected override async Task<ITransport> ConnectAsync(string lane, Action<Arrival> deliver)
    {
        _lanes.Add(lane);
        _wire = Wire.To(RabbitServer.Shared.Port);
        var options = new RabbitMqOptions
        {
            Uri = new UriBuilder(RabbitServer.Shared.Uri) { Port = _wire.Port }.Uri,
            Prefix = _prefix,
        };
        var broker = new RabbitMqBroker(options, [lane], TimeProvider.System, NullLogger<RabbitMqBroker>.Instance);
        _sender = new RabbitMqTransport(broker);
        _consumer = new LaneConsumerStep(broker, _sender, lane, prefetch: 1024, deliver);
        await _consumer.RunOnceAsync(CancellationToken.None);
        Assert.True(_consumer.IsUp, string.Create(CultureInfo.InvariantCulture, $"{string.Join("; ", broker.Links)}"));
        return _sender;
    }

    protected override Task DestroyAsync() => RabbitQueues.RemoveAsync(new RabbitMqNames(_prefix), _lanes);
}
