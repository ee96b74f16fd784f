using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace Hub.Functions.Azure;

/// <summary>
/// Reads what the Functions host posts for a message trigger. Text values come as JSON inside a JSON string, bytes as Base64, and with
/// <c>cardinality: many</c> a whole JSON array comes inside a string; each is taken, whatever <c>function.json</c> says.
/// </summary>
internal static class Invocation
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <returns>The messages in order; null when the body is no invocation with at least one message.</returns>
    public static IReadOnlyList<TriggerMessage>? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, Options);
            if (json.RootElement.ValueKind is not JsonValueKind.Object || !json.RootElement.TryGetProperty("Data", out var data)
                || data.ValueKind is not JsonValueKind.Object || data.EnumerateObject().Select(p => (JsonElement?)p.Value).FirstOrDefault() is not { } value)
            {
                return null;
            }

            var metadata = json.RootElement.TryGetProperty("Metadata", out var found) ? found : default;
            return Array(value) is { } many ? Many(many, metadata) : One(value, new InvocationMetadata(metadata, null)) is { } one ? [one] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Array(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value,
        JsonValueKind.String when InvocationValue.Inner(value.GetString()!) is { ValueKind: JsonValueKind.Array } inner => inner,
        _ => null,
    };

    private static List<TriggerMessage>? Many(JsonElement array, JsonElement metadata)
    {
        var messages = new List<TriggerMessage>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            if (One(item, new InvocationMetadata(metadata, messages.Count)) is not { } message)
            {
                return null;
            }

            messages.Add(message);
        }

        return messages.Count > 0 ? messages : null;
    }

    private static TriggerMessage? One(JsonElement value, InvocationMetadata metadata) => value.ValueKind switch
    {
        JsonValueKind.String when InvocationValue.Bytes(value.GetString()!) is { } bytes => metadata.Around(bytes),
        JsonValueKind.String => Alone(InvocationValue.Plain(value.GetString()!)),
        JsonValueKind.Object => Alone(InvocationValue.Raw(value)),
        _ => null,
    };

    private static TriggerMessage Alone(byte[] body) => new(ServiceBusModelFactory.ServiceBusReceivedMessage(new BinaryData(body)));
}
