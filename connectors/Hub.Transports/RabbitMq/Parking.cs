using Hub.Core.Transports;

namespace Hub.Transports.RabbitMq;

/// <summary>Moves a message to where a person finds it: copied there first, acknowledged after.</summary>
internal static class Parking
{
    public static async Task MoveAsync(RabbitMqBroker broker, RabbitMqTransport transport, Received message, string queue, string reason, CancellationToken ct)
    {
        var why = "not confirmed";
        try
        {
            if (await transport.ParkAsync(message, queue, reason, ct))
            {
                broker.Logger.Parked(message.Properties.MessageId, queue, reason);
                message.Acknowledge();
                return;
            }
        }
        catch (TransportUnavailableException away)
        {
            why = away.Message;
        }

        // Without our reason, but where it belongs, and it takes no room from the others meanwhile.
        broker.Logger.NotParked(message.Properties.MessageId, queue, why);
        message.Reject();
    }
}
