using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;
using Hub.Core.Intake;
using Hub.Transports.ServiceBus;

namespace Hub.Functions.Azure;

/// <summary>Replies over the same client that carries notices. The message itself is settled by the host, so only copies are sent.</summary>
internal sealed partial class ServiceBusEventReplies(
    IServiceBusApi api, Verdicts verdicts, ServiceBusOptions options, TimeProvider clock, ILogger<ServiceBusEventReplies> logger) : IEventReplies
{
    public Task<bool> TellAsync(TriggerMessage about, EventVerdict verdict, CancellationToken ct) => verdicts.TellAsync(about.Content, verdict, ct);

    public async Task<Reply> ParkAsync(TriggerMessage message, string from, string reason, CancellationToken ct)
    {
        try
        {
            await api.SendAsync(options.ParkedQueue, Copy(message, from, reason), ct);
            Parked(from, reason);
            return Reply.Taken;
        }
        catch (Exception refused) when (refused is ArgumentException or ServiceBusException or UnauthorizedAccessException)
        {
            NotParked(from, reason, refused.GetType().Name);
            return refused is ServiceBusException { IsTransient: true } ? Reply.NotNow : Reply.NobodyThere;
        }
    }

    // The sender's own properties are left behind: what cannot be read may not be fit to be sent either.
    private ServiceBusMessage Copy(TriggerMessage message, string from, string reason) => new(message.Content.Body)
    {
        ContentType = message.Content.ContentType,
        MessageId = Id(message, from),
        ApplicationProperties =
        {
            [Parking.Reason] = reason,
            [Parking.From] = $"{options.QueuePrefix}-{from}",
            [Parking.At] = clock.GetUtcNow(),
            [Parking.OriginalId] = message.Content.MessageId ?? "",
        },
    };

    // The same for the same message, so that one that comes again is parked once.
    private static string Id(TriggerMessage message, string from)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{from}\n{message.Content.SequenceNumber}\n{message.Content.MessageId}\n")));
        hash.AppendData(message.Body.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    [LoggerMessage(2015, LogLevel.Warning, "A message from {Queue} cannot be read and was parked: {Reason}")]
    private partial void Parked(string queue, string reason);

    [LoggerMessage(2016, LogLevel.Error, "A message from {Queue} cannot be read ({Reason}) and could not be parked: {Fault}")]
    private partial void NotParked(string queue, string reason, string fault);
}
