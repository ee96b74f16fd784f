using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

/// <summary>
/// Moves what cannot be read to where a person finds it. Dead-lettering with a reason is not possible over REST, so a copy goes to the parking queue first
/// and the message is completed after; a crash between leaves both.
/// </summary>
public sealed class Parking(IServiceBusApi api, ServiceBusOptions options, TimeProvider clock, ILogger logger)
{
    public const string Reason = "hub-parked-reason";
    public const string From = "hub-parked-from";
    public const string At = "hub-parked-at";
    public const string OriginalId = "hub-parked-message-id";

    /// <summary>Copies a locked message to the parking queue and completes it; one that the parking queue cannot take goes back, and ends among the queue's dead letters.</summary>
    /// <param name="reason">A code in lower case.</param>
    public async Task MoveAsync(ReceivedMessage message, string reason, CancellationToken ct)
    {
        try
        {
            await api.SendAsync(options.ParkedQueue, Copy(message, reason), ct);
        }
        catch (Exception refused) when (refused is ArgumentException or ServiceBusException { IsTransient: false })
        {
            logger.NotParked(message.Entity, reason, refused.GetType().Name);
            await api.AbandonAsync(message, ct);
            return;
        }

        logger.Parked(message.Entity, reason);
        await api.CompleteAsync(message, ct);
    }

    private ServiceBusMessage Copy(ReceivedMessage message, string reason) => message.Message with
    {
        MessageId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{message.Entity}\n{message.SequenceNumber}\n{message.MessageId}")))),
        SessionId = null,
        PartitionKey = null,
        Properties = new Dictionary<string, object>(message.Message.Properties, StringComparer.OrdinalIgnoreCase)
        {
            [Reason] = reason,
            [From] = message.Entity,
            [At] = clock.GetUtcNow(),
            [OriginalId] = message.MessageId,
        },
    };
}
