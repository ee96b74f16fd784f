using Hub.Transports.RabbitMq;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.ContractTests.Transports;

/// <summary>The part of a hub process that takes events off the queue.</summary>
internal sealed class QueueReader : IAsyncDisposable
{
    private readonly RabbitMqTransport _transport;

    private QueueReader(RabbitMqBroker broker, Func<RabbitMqBroker, RabbitMqTransport, EventConsumerStep> step)
    {
        _transport = new RabbitMqTransport(broker);
        Step = step(broker, _transport);
    }

    public EventConsumerStep Step { get; }

    public static QueueReader Begin(RabbitMqOptions options, TimeProvider clock, Func<RabbitMqBroker, RabbitMqTransport, EventConsumerStep> step) =>
        new(new RabbitMqBroker(options, [], clock, NullLogger<RabbitMqBroker>.Instance), step);

    public async ValueTask DisposeAsync()
    {
        await Step.DisposeAsync();
        await _transport.DisposeAsync();
    }
}
