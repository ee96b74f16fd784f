using Hub.Core.Steps;
using Hub.Core.Transports;

namespace Hub.Transports.RabbitMq;

/// <summary>
/// Keeps the connection open over which the hub sends, before anything is to be sent: the first notice after a start or an outage does not
/// wait for it, and an operator sees how it stands.
/// </summary>
public sealed class SendLinkStep(RabbitMqBroker broker, RabbitMqTransport transport) : IStep
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    public string Name => "rabbitmq:send";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        try
        {
            await transport.ReadyAsync(ct);
        }
        catch (TransportUnavailableException)
        {
            // The broker's links say so.
        }

        return broker.Clock.GetUtcNow() + LookAgain;
    }
}
