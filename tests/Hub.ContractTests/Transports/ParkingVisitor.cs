using Hub.Transports.RabbitMq;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.ContractTests.Transports;

/// <summary>A person with the hub's command, beside the hub.</summary>
internal sealed class ParkingVisitor : IAsyncDisposable
{
    private readonly RabbitMqTransport _transport;

    public ParkingVisitor(RabbitMqOptions options)
    {
        var broker = new RabbitMqBroker(options, [], TimeProvider.System, NullLogger<RabbitMqBroker>.Instance);
        _transport = new RabbitMqTransport(broker);
        Letters = new RabbitMqDeadLetters(broker, _transport, []);
    }

    public RabbitMqDeadLetters Letters { get; }

    public ValueTask DisposeAsync() => _transport.DisposeAsync();
}
