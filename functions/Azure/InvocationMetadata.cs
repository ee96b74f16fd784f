using System.Globalization;
using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace Hub.Functions.Azure;

/// <summary>What stands in an invocation beside its messages. With <c>cardinality: many</c> each value is an array, by message, inside a string.</summary>
/// <param name="index">Null with <c>cardinality: one</c>.</param>
internal readonly struct InvocationMetadata(JsonElement metadata, int? index)
{
    public TriggerMessage Around(ReadOnlyMemory<byte> body) => new(ServiceBusModelFactory.ServiceBusReceivedMessage(
        new BinaryData(body), Text("MessageId"), correlationId: Text("CorrelationId"), contentType: Text("ContentType"), replyTo: Text("ReplyTo"), properties: Properties(),
        sequenceNumber: long.TryParse(Text("SequenceNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0));

    private string? Text(string name) => Value(name) is { } value ? InvocationValue.Text(value) : null;

    private Dictionary<string, object> Properties()
    {
        var properties = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        if (Value("ApplicationProperties") is { } value && InvocationValue.Unwrapped(value) is { ValueKind: JsonValueKind.Object } held)
        {
            foreach (var property in held.EnumerateObject().Where(p => p.Value.ValueKind is not JsonValueKind.Null))
            {
                properties[property.Name] = property.Value.ValueKind switch
                {
                    JsonValueKind.String => property.Value.GetString()!,
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    JsonValueKind.Number when property.Value.TryGetInt64(out var whole) => whole,
                    _ => property.Value.GetRawText(),
                };
            }
        }

        return properties;
    }

    private JsonElement? Value(string name)
    {
        if (metadata.ValueKind is not JsonValueKind.Object || !metadata.TryGetProperty(index is null ? name : name + "Array", out var value))
        {
            return null;
        }

        return index is not { } i ? value
            : InvocationValue.Unwrapped(value) is { ValueKind: JsonValueKind.Array } array && i < array.GetArrayLength() ? array[i]
            : null;
    }
}
