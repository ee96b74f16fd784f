using System.Globalization;
using System.Text.Json;
using Azure;

namespace Hub.Transports.ServiceBus;

/// <summary>Reads a message out of an answer's headers and body.</summary>
internal static class ReceivedReader
{
    private static readonly TimeSpan ShortestLock = TimeSpan.FromSeconds(5);

    /// <param name="address">Of the namespace; null when the message was deleted at once and has no lock.</param>
    public static ReceivedMessage Read(Response response, ReadOnlyMemory<byte> body, string entity, Uri? address, DateTimeOffset now)
    {
        if (!response.Headers.TryGetValue("BrokerProperties", out var header))
        {
            throw ServiceBusReplies.Foreign("no BrokerProperties");
        }

        try
        {
            using var document = JsonDocument.Parse(header!);
            var json = document.RootElement;
            var lockFor = LockFor(json, response, now);
            return new ReceivedMessage
            {
                Message = Message(json, response, body),
                Entity = entity,
                Location = address is null ? null : Addresses.Location(address, entity, response.Headers.TryGetValue("Location", out var location) ? location : null),
                SequenceNumber = json.TryGetProperty("SequenceNumber", out var number) && number.TryGetInt64(out var sequence) ? sequence : 0,
                DeliveryCount = json.TryGetProperty("DeliveryCount", out var count) && count.TryGetInt32(out var deliveries) ? deliveries : 1,
                EnqueuedAt = Time(Text(json, "EnqueuedTimeUtc")),
                LockFor = address is null ? TimeSpan.Zero : lockFor,
                LockedUntil = address is null ? now : now + lockFor,
            };
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw ServiceBusReplies.Foreign("BrokerProperties cannot be read");
        }
    }

    /// <summary>From the service's own time to the end of its lock: its clock and ours may differ by any amount.</summary>
    private static TimeSpan LockFor(JsonElement json, Response response, DateTimeOffset now)
    {
        var theirs = response.Headers.TryGetValue("Date", out var date) && Time(date) is { } time ? time : now;
        var left = (Time(Text(json, "LockedUntilUtc")) ?? theirs) - theirs;
        return left > ShortestLock ? left : ShortestLock;
    }

    private static ServiceBusMessage Message(JsonElement json, Response response, ReadOnlyMemory<byte> body)
    {
        var properties = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in response.Headers)
        {
            if (PropertyText.IsName(header.Name))
            {
                properties[header.Name] = PropertyText.Read(header.Value);
            }
        }

        return new ServiceBusMessage
        {
            Body = body,
            ContentType = response.Headers.TryGetValue("Content-Type", out var type) ? type : null,
            MessageId = Text(json, "MessageId"),
            CorrelationId = Text(json, "CorrelationId"),
            Label = Text(json, "Label"),
            To = Text(json, "To"),
            ReplyTo = Text(json, "ReplyTo"),
            ReplyToSessionId = Text(json, "ReplyToSessionId"),
            SessionId = Text(json, "SessionId"),
            PartitionKey = Text(json, "PartitionKey"),
            Properties = properties,
        };
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
