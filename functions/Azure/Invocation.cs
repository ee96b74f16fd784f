using System.Text.Json;

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

            var metadata = json.RootElement.TryGetProperty("Metadata", out var found) && found.ValueKind is JsonValueKind.Object ? found : default;
            return Messages(value, metadata);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<TriggerMessage>? Messages(JsonElement value, JsonElement metadata)
    {
        if (value.ValueKind is JsonValueKind.String && value.GetString() is { } text)
        {
            if (InvocationValue.Bytes(text) is { } bytes)
            {
                return [Message(bytes, isBytes: true, InvocationMetadata.One(metadata))];
            }

            var inner = InvocationValue.Inner(text);
            return inner is { ValueKind: JsonValueKind.Array } many ? Many(many, metadata) : [Message(InvocationValue.Plain(text, inner), isBytes: false, default)];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Array => Many(value, metadata),
            JsonValueKind.Object => [Message(InvocationValue.Raw(value), isBytes: false, default)],
            _ => null,
        };
    }

    private static List<TriggerMessage>? Many(JsonElement array, JsonElement metadata)
    {
        var messages = new List<TriggerMessage>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind is not (JsonValueKind.String or JsonValueKind.Object))
            {
                return null;
            }

            var bytes = item.ValueKind is JsonValueKind.String ? InvocationValue.Bytes(item.GetString()!) : null;
            messages.Add(bytes is not null
                ? Message(bytes, isBytes: true, InvocationMetadata.At(metadata, messages.Count))
                : Message(item.ValueKind is JsonValueKind.String ? InvocationValue.Plain(item.GetString()!, InvocationValue.Inner(item.GetString()!)) : InvocationValue.Raw(item), isBytes: false, default));
        }

        return messages.Count > 0 ? messages : null;
    }

    private static TriggerMessage Message(byte[] body, bool isBytes, InvocationMetadata metadata) =>
        new(body, isBytes, metadata.ContentType, metadata.Properties ?? []);
}
