using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hub.Transports.ServiceBus;

/// <summary>The JSON object of the broker's own properties: a header for a single message, a member for one of a batch. Every character outside ASCII is escaped.</summary>
internal static class BrokerPropertiesJson
{
    public static string Header(ServiceBusMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, message, isBatch: false);
        }

        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter json, ServiceBusMessage message, bool isBatch)
    {
        json.WriteStartObject();
        Some(json, "MessageId", message.MessageId);
        Some(json, "CorrelationId", message.CorrelationId);
        Some(json, "Label", message.Label);
        Some(json, "To", message.To);
        Some(json, "ReplyTo", message.ReplyTo);
        Some(json, "ReplyToSessionId", message.ReplyToSessionId);
        Some(json, "SessionId", message.SessionId);
        Some(json, "PartitionKey", message.PartitionKey);
        if (message.TimeToLive is { } life)
        {
            var seconds = Math.Max(1, (long)life.TotalSeconds);
            if (isBatch)
            {
                // The batch format spells a length of time d.hh:mm:ss.
                json.WriteString("TimeToLiveTimeSpan", TimeSpan.FromSeconds(seconds).ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture));
            }
            else
            {
                json.WriteNumber("TimeToLive", seconds);
            }
        }

        Some(json, "ScheduledEnqueueTimeUtc", message.ScheduledAt?.ToString("R", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Some(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }
}
