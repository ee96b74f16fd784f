using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Hub.Core.Intake;
using Hub.Core.Schemas;
using RabbitMQ.Client;

namespace Hub.Transports.RabbitMq;

/// <summary>
/// Which form of the CloudEvents AMQP binding 1.0.2 a message uses (section 3), and its events. The binding is written for AMQP 1.0;
/// here its application properties are the headers of AMQP 0-9-1. A batch is taken too, as over HTTP.
/// </summary>
public static class AmqpEvent
{
    private const string Structured = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";

    // Section 3.1.3.1 has the first two; the third is what clients that speak the HTTP binding elsewhere send.
    private static readonly string[] Prefixes = ["cloudEvents:", "cloudEvents_", "ce-"];

    public static ReadBody Read(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body, IntakeLimits limits, int maxBodyBytes)
    {
        if (body.Length > maxBodyBytes)
        {
            return Refused("body-too-large", "", "maxBytes",
                string.Create(CultureInfo.InvariantCulture, $"Thân thông điệp lớn hơn {maxBodyBytes} byte."),
                string.Create(CultureInfo.InvariantCulture, $"The message body is larger than {maxBodyBytes} bytes."));
        }

        if (properties.ContentEncoding is { Length: > 0 } encoding && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return Refused(RefusalNames.UnsupportedMediaType, "content-encoding", "content-encoding", "Không nhận thân thông điệp đã nén.", "Compressed bodies are not taken.");
        }

        var attributes = Attributes(properties.Headers).ToList();
        if (string.IsNullOrEmpty(properties.ContentType))
        {
            return attributes.Count > 0 ? CloudEventHeaders.Read(attributes, null, body, limits) : CloudEventJson.ReadOne(body, limits);
        }

        if (!MediaType.TryParse(properties.ContentType, out var media))
        {
            return Refused(RefusalNames.UnsupportedMediaType, "content-type", "media-type", "Thuộc tính content-type sai.", "The content-type is malformed.");
        }

        if (media.Name is Structured or Batch || (attributes.Count == 0 && media.Name is "application/json"))
        {
            return !media.IsUtf8 ? Refused(RefusalNames.UnsupportedMediaType, "content-type", "charset", "Bảng mã phải là UTF-8.", "The charset must be UTF-8.")
                : media.Name is Batch ? CloudEventJson.ReadBatch(body, limits)
                : CloudEventJson.ReadOne(body, limits);
        }

        return media.Name.StartsWith("application/cloudevents", StringComparison.Ordinal) || attributes.Count == 0
            ? Refused(
                RefusalNames.UnsupportedMediaType, "content-type", "media-type",
                "Thuộc tính content-type không phải CloudEvents và thông điệp không có tiêu đề cloudEvents:*.",
                "The content-type is no CloudEvents format that is taken, and the message has no cloudEvents:* headers.")
            : CloudEventHeaders.Read(attributes, properties.ContentType, body, limits);
    }

    private static ReadBody Refused(string name, string at, string rule, string vietnamese, string english) =>
        ReadBody.Refused(new Refusal(name, [new SchemaViolation(at, rule, vietnamese, english)]));

    private static IEnumerable<(string Name, string Value)> Attributes(IDictionary<string, object?>? headers) =>
        from header in headers ?? new Dictionary<string, object?>()
        from prefix in Prefixes
        where header.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        select (header.Key[prefix.Length..].ToLowerInvariant(), AsHeader(Text(header.Value)));

    // CloudEvents type system, "canonical string representation"; whatever else AMQP can say comes out as a value that no rule takes.
    private static string Text(object? value) => value switch
    {
        byte[] utf8 => Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : "\0",
        string text => text,
        bool flag => flag ? "true" : "false",
        AmqpTimestamp time => DateTimeOffset.FromUnixTimeSeconds(time.UnixTime).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        sbyte or byte or short or ushort or int or uint or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => "\0",
    };

    // A header of the HTTP binding is unquoted and percent-decoded when it is read; one of AMQP means what it says.
    private static string AsHeader(string value) =>
        value.Replace("%", "%25", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal);
}
