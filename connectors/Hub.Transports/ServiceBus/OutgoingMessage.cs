using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Hub.Transports.ServiceBus;

/// <summary>A message that has been checked against the published limits, in both forms it may travel in.</summary>
internal sealed class OutgoingMessage
{
    private const int MaxPropertyBytes = 32 * 1024;
    private const int MaxAllPropertyBytes = 64 * 1024;

    public OutgoingMessage(ServiceBusMessage message)
    {
        Message = message;
        Require(message.MessageId is null || message.MessageId.Length <= ServiceBusOptions.MaxMessageId, "MessageId has at most 128 characters.");
        Require((message.SessionId ?? message.PartitionKey ?? "").Length <= ServiceBusOptions.MaxMessageId, "SessionId and PartitionKey have at most 128 characters.");
        Require(message.SessionId is null || message.PartitionKey is null || message.SessionId == message.PartitionKey, "PartitionKey must equal SessionId.");
        BrokerProperties = BrokerPropertiesJson.Header(message);
        Properties = [.. message.Properties.Select(property => (property.Key, PropertyText.Write(property.Value)))];
        foreach (var (name, value) in Properties)
        {
            Require(PropertyText.IsName(name), $"'{name}' is no name for a property: HTTP headers have tokens, and some are taken.");
            Require(value.Length <= MaxPropertyBytes, $"Property '{name}' is longer than 32 KB.");
        }

        var propertyBytes = Properties.Sum(property => property.Name.Length + property.Value.Length);
        Require(propertyBytes <= MaxAllPropertyBytes, "All properties together are longer than 64 KB.");
        Size = message.Body.Length + BrokerProperties.Length + propertyBytes;
    }

    public ServiceBusMessage Message { get; }

    public string BrokerProperties { get; }

    public IReadOnlyList<(string Name, string Value)> Properties { get; }

    /// <summary>Bytes of the body and all properties.</summary>
    public int Size { get; }

    /// <summary>A batch carries bodies as text.</summary>
    public bool IsText => Utf8.IsValid(Message.Body.Span);

    /// <summary>As one element of a batch.</summary>
    public ReadOnlyMemory<byte> Element()
    {
        var buffer = new ArrayBufferWriter<byte>(Size + 64);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("Body", Encoding.UTF8.GetString(Message.Body.Span));
            json.WritePropertyName(nameof(BrokerProperties));
            BrokerPropertiesJson.Write(json, Message, isBatch: true);
            if (Properties.Count > 0)
            {
                json.WriteStartObject("UserProperties");
                foreach (var (name, value) in Properties)
                {
                    json.WritePropertyName(name);
                    json.WriteRawValue(value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Require(bool isRight, string sentence)
    {
        if (!isRight)
        {
            throw new ArgumentException(sentence);
        }
    }
}
