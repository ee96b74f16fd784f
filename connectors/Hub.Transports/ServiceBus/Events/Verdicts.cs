using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Intake;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus.Events;

/// <summary>Sends verdicts to the queue that a sender named in <c>ReplyTo</c>, or to the common one.</summary>
public sealed class Verdicts(IServiceBusApi api, ServiceBusOptions options, ILogger<Verdicts> logger)
{
    public const string Status = "hub-verdict";

    /// <returns>False when no queue for it exists or takes it: then nobody is told, and that must not bring the event again.</returns>
    /// <exception cref="ServiceBusException">Transient only: the same may be tried again.</exception>
    public async Task<bool> TellAsync(ReceivedMessage about, EventVerdict verdict, CancellationToken ct)
    {
        var answer = Message(about, verdict);
        return (ReplyQueue(about.Message.ReplyTo) is { } asked && await TrySendAsync(asked, answer, ct))
            || await TrySendAsync(options.VerdictsQueue, answer, ct);
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
            if (!address.Host.Equals(options.Address?.Host, StringComparison.OrdinalIgnoreCase))
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
        catch (ServiceBusException fault) when (!fault.IsTransient)
        {
            logger.NotTold(queue, fault.Message);
            return false;
        }
    }

    private static ServiceBusMessage Message(ReceivedMessage about, EventVerdict verdict) => new()
    {
        Body = verdict.Json,
        ContentType = "application/json; charset=utf-8",

        // The same for a repeat of the same telling, another one for another telling.
        MessageId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{about.Entity}\n{about.SequenceNumber}\n{about.MessageId}\n{verdict.Status}")))),
        CorrelationId = about.Message.CorrelationId ?? about.Message.MessageId,
        Label = verdict.Status,
        SessionId = about.Message.ReplyToSessionId,
        Properties = new Dictionary<string, object> { [Status] = verdict.Status },
    };
}
