using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;
using Hub.Core.Intake;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

/// <summary>Sends verdicts to the queue that a sender named in <c>ReplyTo</c>, or to the common one.</summary>
public sealed class Verdicts(IServiceBusApi api, ServiceBusOptions options, ILogger<Verdicts> logger)
{
    public const string Status = "hub-verdict";

    /// <returns>False when no queue for it exists or takes it: then nobody is told, and that must not bring the event again.</returns>
    /// <exception cref="ServiceBusException">Transient only: the same may be tried again.</exception>
    public async Task<bool> TellAsync(ServiceBusReceivedMessage about, EventVerdict verdict, CancellationToken ct)
    {
        return (ReplyQueue(about.ReplyTo) is { } asked && await TrySendAsync(asked, Message(about, verdict), ct))
            || await TrySendAsync(options.VerdictsQueue, Message(about, verdict), ct);
    }

    /// <summary>A queue of the same namespace that is none of the hub's own: nobody may have the hub write notices or events to itself. Null for anything else.</summary>
    public string? ReplyQueue(string? replyTo)
    {
        if (string.IsNullOrEmpty(replyTo))
        {
            return null;
        }

        var name = replyTo;
        if (Uri.TryCreate(replyTo, UriKind.Absolute, out var address))
        {
            if (!address.Host.Equals(options.Host, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            name = address.AbsolutePath.Trim('/');
        }

        var isOurs = name.StartsWith(options.LaneQueue(""), StringComparison.OrdinalIgnoreCase)
            || name.Equals(options.EventsQueue, StringComparison.OrdinalIgnoreCase) || name.Equals(options.ParkedQueue, StringComparison.OrdinalIgnoreCase);
        return !isOurs && name.Length is > 0 and <= 260 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? name : null;
    }

    private async Task<bool> TrySendAsync(string queue, ServiceBusMessage answer, CancellationToken ct)
    {
        try
        {
            await api.SendAsync(queue, answer, ct);
            return true;
        }
        catch (Exception error) when (ServiceBusFault.Of(error, ct) is { IsTransient: false } fault)
        {
            logger.NotTold(queue, fault.ToString());
            return false;
        }
    }

    private ServiceBusMessage Message(ServiceBusReceivedMessage about, EventVerdict verdict) => new(verdict.Json)
    {
        ContentType = "application/json; charset=utf-8",

        // The same for a repeat of the same telling, another one for another telling.
        MessageId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{options.EventsQueue}\n{about.SequenceNumber}\n{about.MessageId}\n{verdict.Status}")))),
        CorrelationId = about.CorrelationId ?? about.MessageId,
        Subject = verdict.Status,
        SessionId = about.ReplyToSessionId,
        ApplicationProperties = { [Status] = verdict.Status },
    };
}
