using Hub.Core.Intake;

namespace Hub.Functions.Azure;

/// <summary>Which form of the CloudEvents AMQP binding 1.0.2 a message uses (section 3), and its events. A batch is taken too, as over HTTP.</summary>
internal static class EventMessage
{
    private const string Structured = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";

    // Section 3.1.3.1; the second for what cannot carry a colon, such as an HTTP header.
    private static readonly string[] Prefixes = ["cloudEvents:", "cloudEvents_"];

    public static ReadBody Read(TriggerMessage message, IntakeLimits limits)
    {
        var body = message.Body.Span;
        var attributes = message.Properties.SelectMany(Attribute).ToList();
        var media = message.ContentType is { } type && MediaType.TryParse(type, out var parsed) ? parsed.Name : null;
        return media is Batch ? CloudEventJson.ReadBatch(body, limits)
            : media is Structured || attributes.Count == 0 ? CloudEventJson.ReadOne(body, limits)
            : CloudEventHeaders.Read(attributes, message.ContentType, body, limits);
    }

    private static IEnumerable<(string Name, string Value)> Attribute((string Name, string Value) property) =>
        from prefix in Prefixes
        where property.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        select (property.Name[prefix.Length..].ToLowerInvariant(), AsHeader(property.Value));

    // A header value is unquoted and percent-decoded when it is read; a property means what it says.
    private static string AsHeader(string value) =>
        value.Replace("%", "%25", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal);
}
