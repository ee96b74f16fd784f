using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;

namespace Hub.Tests.Triggers;

/// <summary>A message in a simulated queue.</summary>
internal sealed class QueueMessage(byte[] body, string messageId, string? contentType, IReadOnlyDictionary<string, object>? properties)
{
    public byte[] Body => body;

    public string MessageId => messageId;

    public string? ContentType => contentType;

    public string? SessionId { get; init; }

    public string? ReplyTo { get; init; }

    public IReadOnlyDictionary<string, object> Properties { get; } = properties ?? new Dictionary<string, object>();

    public long SequenceNumber { get; set; }

    public int DeliveryCount { get; set; }

    /// <summary>Of this delivery.</summary>
    public Guid LockToken { get; private set; } = Guid.NewGuid();

    /// <summary>A new delivery begins.</summary>
    public void Lock()
    {
        LockToken = Guid.NewGuid();
        DeliveryCount++;
    }

    /// <summary>As it lies in the queue.</summary>
    public AmqpAnnotatedMessage Amqp()
    {
        var message = new AmqpAnnotatedMessage(AmqpMessageBody.FromData([body]));
        message.Properties.MessageId = new AmqpMessageId(messageId);
        message.Properties.ContentType = contentType;
        message.Properties.GroupId = SessionId;
        message.Properties.ReplyTo = ReplyTo is null ? null : new AmqpAddress(ReplyTo);
        message.Header.DeliveryCount = (uint)Math.Max(0, DeliveryCount - 1);
        message.MessageAnnotations["x-opt-sequence-number"] = SequenceNumber;
        foreach (var (name, value) in Properties)
        {
            message.ApplicationProperties[name] = value;
        }

        return message;
    }

    /// <summary>As a function gets it.</summary>
    public ServiceBusReceivedMessage Received() => ServiceBusReceivedMessage.FromAmqpMessage(
        AmqpAnnotatedMessage.FromBytes(Amqp().ToBytes()), BinaryData.FromBytes(LockToken.ToByteArray()));
}
