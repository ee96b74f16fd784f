using Hub.Transports.ServiceBus;
using Received = Azure.Messaging.ServiceBus.ServiceBusReceivedMessage;

namespace Hub.Functions.Azure;

/// <summary>One message of an invocation.</summary>
/// <param name="Content">The body, and what the sender set beside it.</param>
/// <param name="SequenceNumber">The broker's.</param>
/// <param name="LockToken">By which the host settles it.</param>
internal sealed record TriggerMessage(ServiceBusMessage Content, long SequenceNumber, string LockToken)
{
    public ReadOnlyMemory<byte> Body => Content.Body;

    public static TriggerMessage Of(Received message) => new(
        new ServiceBusMessage
        {
            Body = message.Body.ToMemory(),
            ContentType = message.ContentType,
            MessageId = message.MessageId,
            CorrelationId = message.CorrelationId,
            ReplyTo = message.ReplyTo,
            ReplyToSessionId = message.ReplyToSessionId,
            SessionId = message.SessionId,
            Label = message.Subject,
            Properties = Properties(message.ApplicationProperties),
        },
        message.SequenceNumber,
        message.LockToken);

    private static Dictionary<string, object> Properties(IReadOnlyDictionary<string, object> sent)
    {
        var properties = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in sent)
        {
            if (value is not null)
            {
                properties[name] = value;
            }
        }

        return properties;
    }
}
