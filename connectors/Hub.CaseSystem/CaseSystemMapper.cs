using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.CaseSystem.Webhooks;
using Hub.Core.Events;

namespace Hub.CaseSystem;

/// <summary>From a stored event to a signed request. Pure.</summary>
public static class CaseSystemMapper
{
    public const string ContentType = "application/cloudevents+json";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static WebhookRequest ToRequest(
        Subscription subscription, IReadOnlyList<WebhookSecret> secrets, CloudEvent e, ReadOnlyMemory<byte> data, string? traceParent, DateTimeOffset now)
    {
        var id = WebhookId(e);
        var timestamp = now.ToUnixTimeSeconds();
        var body = ToBody(e, data);
        return new WebhookRequest(subscription.Url, id, timestamp, WebhookSigner.Sign(secrets, id, timestamp, body), traceParent, body);
    }

    /// <summary>
    /// <c>msg_</c> and the base64url of <c>SHA-256(source ‖ line feed ‖ id)</c>. It belongs to the event, as the Standard Webhooks specification
    /// wants, not to the envelope: so it stays through retries, redrives and a store that was restored, and two subscriptions that
    /// overlap give a receiver the same id. A digest has no full stop, whatever the source and id are.
    /// </summary>
    public static string WebhookId(CloudEvent e) =>
        "msg_" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{e.Source}\n{e.Id}")));

    /// <summary>CloudEvents 1.0.2 JSON format, structured; the same bytes for every attempt.</summary>
    /// <param name="data">JSON as the envelope holds it: the event's data, or what a person mended; empty for none.</param>
    public static byte[] ToBody(CloudEvent e, ReadOnlyMemory<byte> data)
    {
        var buffer = new ArrayBufferWriter<byte>(data.Length + 512);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", e.Id);
            json.WriteString("source", e.Source);
            json.WriteString("type", e.Type);
            WriteIfSet(json, "subject", e.Subject);
            WriteIfSet(json, "time", e.Time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
            WriteIfSet(json, "dataschema", e.DataSchema);
            WriteIfSet(json, "traceparent", e.TraceParent);
            foreach (var (name, value) in (e.Extensions ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteString(name, value);
            }

            if (!data.IsEmpty)
            {
                json.WriteString("datacontenttype", "application/json");
                json.WritePropertyName("data");
                json.WriteRawValue(data.Span);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteIfSet(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
