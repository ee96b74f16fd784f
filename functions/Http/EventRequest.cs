using Hub.Core;
using Hub.Core.Intake;
using Hub.Core.Schemas.Explaining;

namespace Hub.Functions.Http;

/// <summary>Which of the three modes of the CloudEvents HTTP binding 1.0.2 a request uses (section 3), and its events.</summary>
internal static class EventRequest
{
    private const string Structured = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";
    private const string Prefix = "ce-";

    public static ReadBody Read(HttpRequest request, ReadOnlySpan<byte> body, IntakeLimits limits)
    {
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity")
        {
            return ReadBody.Refused(Media("Content-Encoding", "content-encoding", ("Không nhận thân yêu cầu đã nén.", "Compressed bodies are not taken.")));
        }

        var contentType = request.ContentType;
        if (contentType is null || !MediaType.TryParse(contentType, out var media))
        {
            return contentType is null && HasAttributes(request)
                ? CloudEventHeaders.Read(Attributes(request), null, body, limits)
                : ReadBody.Refused(Media("Content-Type", "media-type", ("Thiếu Content-Type hoặc Content-Type sai.", "The Content-Type is missing or malformed.")));
        }

        if (media.Name is Structured or Batch)
        {
            return media.IsUtf8 ? media.Name is Batch ? CloudEventJson.ReadBatch(body, limits) : CloudEventJson.ReadOne(body, limits)
                : ReadBody.Refused(Media("Content-Type", "charset", ("Bảng mã phải là UTF-8.", "The charset must be UTF-8.")));
        }

        // Another event format of CloudEvents, not binary mode (section 3: "application/cloudevents" decides).
        if (media.Name.StartsWith("application/cloudevents", StringComparison.Ordinal) || !HasAttributes(request))
        {
            return ReadBody.Refused(Media(
                "Content-Type", "media-type",
                ("Content-Type này không phải CloudEvents và yêu cầu không có tiêu đề ce-*.",
                "This Content-Type is no CloudEvents format that is taken, and the request has no ce-* headers.")));
        }

        return CloudEventHeaders.Read(Attributes(request), contentType, body, limits);
    }

    private static Refusal Media(string at, string rule, Bilingual text) =>
        new(RefusalNames.UnsupportedMediaType, [new SchemaViolation(at, rule, text)]);

    private static bool HasAttributes(HttpRequest request) => request.Headers.Any(h => h.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(string Name, string Value)> Attributes(HttpRequest request) =>
        from header in request.Headers
        where header.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        from value in header.Value
        select (header.Key[Prefix.Length..].ToLowerInvariant(), value ?? "");
}
