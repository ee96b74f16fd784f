using System.Globalization;
using Azure.Messaging.ServiceBus;
using Hub.Core.Intake;

namespace Hub.Transports.ServiceBus;

/// <summary>An event message; attributes of the binary form are its application properties (CloudEvents AMQP binding 1.0.2, section 3.1.3.1).</summary>
public static class BusEvent
{
    /// <summary>Who the hub says brought these events: whoever may send to the queue.</summary>
    public const string Sender = "broker:servicebus";

    public static QueuedMessage Of(ServiceBusReceivedMessage message)
    {
        var attributes = new List<(string Name, string Value)>();
        foreach (var (property, value) in message.ApplicationProperties)
        {
            if (value is not null && QueuedMessage.AttributeName(property) is { } name)
            {
                attributes.Add((name, Text(value)));
            }
        }

        // Data without a type is JSON: many senders never name one.
        var body = message.Body.ToMemory();
        var isUntyped = string.IsNullOrEmpty(message.ContentType) && attributes.Count > 0 && !body.IsEmpty;
        return new QueuedMessage(isUntyped ? "application/json" : message.ContentType, null, attributes, body);
    }

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
