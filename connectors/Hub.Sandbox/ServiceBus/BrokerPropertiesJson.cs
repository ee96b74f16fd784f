using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hub.Sandbox.ServiceBus;

/// <summary>The JSON object of a message's broker properties, as it comes in and as it goes out.</summary>
internal static class BrokerPropertiesJson
{
    /// <summary>Reads what a sender may set and ignores the rest, or says what is wrong.</summary>
    /// <param name="lifeName"><c>TimeToLive</c> in seconds, or <c>TimeToLiveTimeSpan</c> inside a batch.</param>
    public static (SendProperties? Properties, string? Error) Read(JsonElement json, string lifeName)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return (null, "BrokerProperties must be a JSON object.");
        }

        var properties = new SendProperties
        {
            MessageId = Text(json, "MessageId"),
            SessionId = Text(json, "SessionId"),
            PartitionKey = Text(json, "PartitionKey"),
            CorrelationId = Text(json, "CorrelationId"),
            Label = Text(json, "Label"),
            To = Text(json, "To"),
            ReplyTo = Text(json, "ReplyTo"),
            ReplyToSessionId = Text(json, "ReplyToSessionId"),
            Size = json.GetRawText().Length,
        };
        if (properties.MessageId?.Length > 128 || properties.SessionId?.Length > 128 || properties.PartitionKey?.Length > 128)
        {
            return (null, "MessageId, SessionId and PartitionKey have at most 128 characters.");
        }

        if (properties is { SessionId: { } session, PartitionKey: { } key } && session != key)
        {
            return (null, "PartitionKey must be the same value as SessionId.");
        }

        return Times(json, properties, lifeName);
    }

    /// <summary>As the header of a received message: ASCII, whole seconds.</summary>
    public static string Write(BusMessage message, bool isLocked)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("DeliveryCount", message.Deliveries);
            json.WriteNumber("EnqueuedSequenceNumber", message.EnqueuedSequence);
            json.WriteString("EnqueuedTimeUtc", Date(message.EnqueuedAt));
            if (isLocked)
            {
                json.WriteString("LockToken", message.LockToken);
                json.WriteString("LockedUntilUtc", Date(message.LockedUntil));
            }

            json.WriteString("MessageId", message.MessageId);
            json.WriteNumber("SequenceNumber", message.Sequence);
            json.WriteString("State", "Active");
            json.WriteNumber("TimeToLive", message.TimeToLive.TotalSeconds);
            WriteSome(json, "CorrelationId", message.Sent.CorrelationId);
            WriteSome(json, "Label", message.Sent.Label);
            WriteSome(json, "PartitionKey", message.Sent.PartitionKey ?? message.Sent.SessionId);
            WriteSome(json, "ReplyTo", message.Sent.ReplyTo);
            WriteSome(json, "ReplyToSessionId", message.Sent.ReplyToSessionId);
            WriteSome(json, "SessionId", message.Sent.SessionId);
            WriteSome(json, "To", message.Sent.To);
            WriteSome(json, "ScheduledEnqueueTimeUtc", message.Sent.ScheduledAt is { } at ? Date(at) : null);
            json.WriteEndObject();
        }

        return Encoding.ASCII.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    public static string Date(DateTimeOffset time) => time.ToString("R", CultureInfo.InvariantCulture);

    private static (SendProperties? Properties, string? Error) Times(JsonElement json, SendProperties properties, string lifeName)
    {
        TimeSpan? life = null;
        if (json.TryGetProperty(lifeName, out var given) && given.ValueKind != JsonValueKind.Null)
        {
            life = given.ValueKind switch
            {
                JsonValueKind.Number when given.TryGetDouble(out var seconds) && seconds is > 0 and < 9e11 => TimeSpan.FromSeconds(seconds),
                JsonValueKind.String when TimeSpan.TryParse(given.GetString(), CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero => span,
                _ => null,
            };
            if (life is null)
            {
                return (null, $"{lifeName} is not a length of time above zero.");
            }
        }

        DateTimeOffset? scheduled = null;
        if (Text(json, "ScheduledEnqueueTimeUtc") is { } text)
        {
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            {
                return (null, "ScheduledEnqueueTimeUtc is no date.");
            }

            scheduled = at;
        }

        return (properties with { TimeToLive = life, ScheduledAt = scheduled }, null);
    }

    private static string? Text(JsonElement json, string name) => !json.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        JsonValueKind.Null => null,
        _ => value.GetRawText(),
    };

    private static void WriteSome(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
