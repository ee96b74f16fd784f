using System.Globalization;
using Hub.Core.Intake;

namespace Hub.Transports.ServiceBus.Events;

/// <summary>An event message. Attributes of the binary form are its custom properties; one that was sent over REST was a header and has lost its case.</summary>
public static class BusEvent
{
    /// <summary>Who the hub says brought these events: whoever may send to the queue.</summary>
    public const string Sender = "broker:servicebus";

    /// <summary>What the service gives a message whose sender named no type; a batch of messages cannot name one.</summary>
    private const string NoType = "application/atom+xml";

    public static QueuedMessage Of(ServiceBusMessage message)
    {
        var attributes = new List<(string Name, string Value)>();
        foreach (var (property, value) in message.Properties)
        {
            if (QueuedMessage.AttributeName(property) is { } name)
            {
                attributes.Add((name, Text(value)));
            }
        }

        // Data without a type is JSON: a sender that could not name one is not to blame for it.
        var type = message.ContentType is { } named && MediaType.TryParse(named, out var media) && media.Name == NoType ? null : message.ContentType;
        var isUntyped = string.IsNullOrEmpty(type) && attributes.Count > 0 && !message.Body.IsEmpty;
        return new QueuedMessage(isUntyped ? "application/json" : type, null, attributes, message.Body);
    }

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
