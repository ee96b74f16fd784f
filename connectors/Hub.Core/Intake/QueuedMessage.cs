using System.Globalization;
using Hub.Core.Schemas.Explaining;

namespace Hub.Core.Intake;

/// <summary>
/// A message of a broker as its adapter found it, and its events by the CloudEvents AMQP binding 1.0.2 (section 3). A batch is taken too, as over HTTP.
/// </summary>
/// <param name="ContentType">Null when the message names none; then its attributes alone tell the binary form from the structured one.</param>
/// <param name="ContentEncoding">Null when the message names none.</param>
/// <param name="Attributes">Of the binary form: names as <see cref="AttributeName"/> gives them, with their values as they are meant. A name that comes twice was sent twice.</param>
public sealed record QueuedMessage(
    string? ContentType, string? ContentEncoding, IReadOnlyList<(string Name, string Value)> Attributes, ReadOnlyMemory<byte> Body)
{
    private const string Structured = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";
    private const string Json = "application/json";

    // Section 3.1.3.1 has the first two. A sender over REST writes headers, which have no colon; the last is what clients of the HTTP binding send.
    private static readonly string[] Prefixes = ["cloudEvents:", "cloudEvents_", "cloudevents-", "ce-"];

    /// <returns>The attribute's name when a property of this name carries one, in lower case; else null.</returns>
    public static string? AttributeName(string property) =>
        Array.Find(Prefixes, prefix => property.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } prefix ? property[prefix.Length..].ToLowerInvariant() : null;

    public ReadBody Read(EventQueueOptions options)
    {
        var body = Body.Span;
        var limits = options.Limits;
        if (body.Length > options.MaxBodyBytes)
        {
            return Refused("body-too-large", "", "maxBytes",
                (string.Create(CultureInfo.InvariantCulture, $"Thân thông điệp lớn hơn {options.MaxBodyBytes} byte."),
                string.Create(CultureInfo.InvariantCulture, $"The message body is larger than {options.MaxBodyBytes} bytes.")));
        }

        if (ContentEncoding is { Length: > 0 } encoding && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return Refused(RefusalNames.UnsupportedMediaType, "content-encoding", "content-encoding", ("Không nhận thân thông điệp đã nén.", "Compressed bodies are not taken."));
        }

        if (string.IsNullOrEmpty(ContentType))
        {
            return Attributes.Count > 0 ? CloudEventHeaders.Read(Attributes.Select(AsHeader), null, body, limits) : CloudEventJson.ReadOne(body, limits);
        }

        if (!MediaType.TryParse(ContentType, out var media))
        {
            return Refused(RefusalNames.UnsupportedMediaType, "content-type", "media-type", ("Thuộc tính content-type sai.", "The content-type is malformed."));
        }

        if (media.Name is Structured or Batch || (media.Name is Json && Attributes.Count == 0))
        {
            return !media.IsUtf8 ? Refused(RefusalNames.UnsupportedMediaType, "content-type", "charset", ("Bảng mã phải là UTF-8.", "The charset must be UTF-8."))
                : media.Name is Batch ? CloudEventJson.ReadBatch(body, limits)
                : CloudEventJson.ReadOne(body, limits);
        }

        return media.Name.StartsWith("application/cloudevents", StringComparison.Ordinal) || Attributes.Count == 0
            ? Refused(
                RefusalNames.UnsupportedMediaType, "content-type", "media-type",
                ("Thuộc tính content-type không phải CloudEvents và thông điệp không có thuộc tính cloudEvents:*.",
                "The content-type is no CloudEvents format that is taken, and the message has no cloudEvents:* properties."))
            : CloudEventHeaders.Read(Attributes.Select(AsHeader), ContentType, body, limits);
    }

    private static ReadBody Refused(string name, string at, string rule, Bilingual text) =>
        ReadBody.Refused(new Refusal(name, [new SchemaViolation(at, rule, text)]));

    // A header of the HTTP binding is unquoted and percent-decoded when it is read; a property of a message means what it says.
    private static (string Name, string Value) AsHeader((string Name, string Value) attribute) =>
        (attribute.Name, attribute.Value.Replace("%", "%25", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal));
}
