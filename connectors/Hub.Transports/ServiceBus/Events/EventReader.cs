using System.Globalization;
using Hub.Core.Intake;
using Hub.Core.Schemas;

namespace Hub.Transports.ServiceBus.Events;

/// <summary>
/// Which form of the CloudEvents AMQP binding 1.0.2 a message uses (section 3), and its events. Attributes of the binary form are properties called
/// <c>cloudEvents:type</c> or <c>cloudEvents_type</c>; a sender over REST writes headers, which have no colon and lose their case, so <c>cloudevents_type</c>,
/// <c>cloudevents-type</c> and <c>ce-type</c> are the same.
/// </summary>
public static class EventReader
{
    private const string Structured = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";

    /// <summary>What the service gives a message whose sender named no type; a batch of messages cannot name one.</summary>
    private const string NoType = "application/atom+xml";

    private static readonly string[] Prefixes = ["cloudEvents:", "cloudEvents_", "cloudevents-", "ce-"];

    public static ReadBody Read(ServiceBusMessage message, IntakeLimits limits)
    {
        var body = message.Body.Span;
        var attributes = message.Properties.SelectMany(property => Attribute(property.Key, property.Value)).ToList();
        var type = message.ContentType is { } named && MediaType.TryParse(named, out var told) && told.Name == NoType ? null : message.ContentType;
        if (string.IsNullOrEmpty(type))
        {
            return attributes.Count == 0 ? CloudEventJson.ReadOne(body, limits)
                : CloudEventHeaders.Read(attributes, body.IsEmpty ? null : "application/json", body, limits);
        }

        if (!MediaType.TryParse(type, out var media))
        {
            return Refused("media-type", "Thuộc tính content-type sai.", "The content-type is malformed.");
        }

        if (media.Name is Structured or Batch || (attributes.Count == 0 && media.Name is "application/json"))
        {
            return !media.IsUtf8 ? Refused("charset", "Bảng mã phải là UTF-8.", "The charset must be UTF-8.")
                : media.Name is Batch ? CloudEventJson.ReadBatch(body, limits)
                : CloudEventJson.ReadOne(body, limits);
        }

        return media.Name.StartsWith("application/cloudevents", StringComparison.Ordinal) || attributes.Count == 0
            ? Refused(
                "media-type", "Thuộc tính content-type không phải CloudEvents và thông điệp không có thuộc tính cloudEvents:*.",
                "The content-type is no CloudEvents format that is taken, and the message has no cloudEvents:* properties.")
            : CloudEventHeaders.Read(attributes, type, body, limits);
    }

    private static ReadBody Refused(string rule, string vietnamese, string english) =>
        ReadBody.Refused(new Refusal(RefusalNames.UnsupportedMediaType, [new SchemaViolation("content-type", rule, vietnamese, english)]));

    private static IEnumerable<(string Name, string Value)> Attribute(string name, object value) =>
        from prefix in Prefixes
        where name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        select (name[prefix.Length..].ToLowerInvariant(), AsHeader(Text(value)));

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    // A header's value is unquoted and percent-decoded when it is read; a property means what it says.
    private static string AsHeader(string value) =>
        value.Replace("%", "%25", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal);
}
