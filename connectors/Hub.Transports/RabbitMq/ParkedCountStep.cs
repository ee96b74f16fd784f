using Hub.Core.Steps;
using Hub.Core.Transports;

namespace Hub.Transports.RabbitMq;

/// <summary>Counts every minute what lies in the parking queue, so that an alert can call a person to it.</summary>
public sealed class ParkedCountStep(RabbitMqBroker broker, RabbitMqDeadLetters letters) : IStep
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public string Name => "rabbitmq:parked";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        try
        {
            RabbitMqTelemetry.CountParked(await letters.CountAsync(ct));
        }
        catch (TransportUnavailableException)
        {
            // The broker's links say so.
        }

        return broker.Clock.GetUtcNow() + Every;
    }
}
