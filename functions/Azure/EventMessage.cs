using Hub.Core.Intake;
using Hub.Core.Schemas;

namespace Hub.Functions.Azure;

/// <summary>Which form of the CloudEvents AMQP binding 1.0.2 a message uses (section 3), and its events. A batch is taken too, as over HTTP.</summary>
internal static class EventMessage
{
    private const string Structured = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";

    // Section 3.1.3.1 has the first two; the third is what clients that speak the HTTP binding elsewhere send.
    private static readonly string[] Prefixes = ["cloudEvents:", "cloudEvents_", "ce-"];

    public static ReadBody Read(TriggerMessage message, IntakeLimits limits)
    {
        var body = message.Body.Span;
        var attributes = message.Properties.SelectMany(Attribute).ToList();
        if (string.IsNullOrEmpty(message.ContentType))
        {
            return attributes.Count > 0 ? CloudEventHeaders.Read(attributes, null, body, limits) : CloudEventJson.ReadOne(body, limits);
        }

        if (!MediaType.TryParse(message.ContentType, out var media))
        {
            return Refused("media-type", "Thuộc tính content-type sai.", "The content-type is malformed.");
        }

        if (media.Name is Structured or Batch)
        {
            return !media.IsUtf8 ? Refused("charset", "Bảng mã phải là UTF-8.", "The charset must be UTF-8.")
                : media.Name is Batch ? CloudEventJson.ReadBatch(body, limits)
                : CloudEventJson.ReadOne(body, limits);
        }

        return media.Name.StartsWith("application/cloudevents", StringComparison.Ordinal) || attributes.Count == 0
            ? Refused(
                "media-type",
                "Thuộc tính content-type không phải CloudEvents và thông điệp không có thuộc tính cloudEvents:*.",
                "The content-type is no CloudEvents format that is taken, and the message has no cloudEvents:* properties.")
            : CloudEventHeaders.Read(attributes, message.ContentType, body, limits);
    }

    private static ReadBody Refused(string rule, string vietnamese, string english) =>
        ReadBody.Refused(new Refusal(RefusalNames.UnsupportedMediaType, [new SchemaViolation("content-type", rule, vietnamese, english)]));

    private static IEnumerable<(string Name, string Value)> Attribute((string Name, string Value) property) =>
        from prefix in Prefixes
        where property.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        select (property.Name[prefix.Length..].ToLowerInvariant(), AsHeader(property.Value));

    // A header of the HTTP binding is unquoted and percent-decoded when it is read; a property means what it says.
    private static string AsHeader(string value) =>
        value.Replace("%", "%25", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal);
}
