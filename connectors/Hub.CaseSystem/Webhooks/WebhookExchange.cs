using Hub.CaseSystem.Addresses;

namespace Hub.CaseSystem.Webhooks;

/// <summary>What came of one POST, before anyone judges it.</summary>
public abstract record WebhookAnswer
{
    private WebhookAnswer() { }

    /// <param name="RetryAfter">Header <c>Retry-After</c> as it came: seconds or an HTTP date; null when absent or unreadable.</param>
    /// <param name="Length">Header <c>Content-Length</c>; null when the receiver did not say.</param>
    /// <param name="Body">At most the first 16 KB; empty for a 2xx, whose body nobody reads.</param>
    public sealed record Received(
        int Status, System.Net.Http.Headers.RetryConditionHeaderValue? RetryAfter, long? Length, ReadOnlyMemory<byte> Body) : WebhookAnswer;

    /// <summary>Nothing reached the receiver: name, connection or TLS failed.</summary>
    public sealed record NotSent(string Why) : WebhookAnswer;

    /// <summary>Sent, at least in part, but no status came back: it may have taken effect.</summary>
    public sealed record NoAnswer(string Why) : WebhookAnswer;

    /// <summary>Our own guard would not let it out.</summary>
    public sealed record Barred(WebhookAddressProblem Problem) : WebhookAnswer;
}

/// <summary>One attempt of one webhook, signed.</summary>
/// <param name="Id">Header <c>webhook-id</c>: the same for every attempt and every subscription of one event.</param>
/// <param name="Timestamp">Header <c>webhook-timestamp</c>: Unix seconds of this attempt.</param>
/// <param name="Signature">Header <c>webhook-signature</c>: <c>v1,…</c> for each secret, the newest first, with spaces between.</param>
/// <param name="TraceParent">W3C trace context; null when there is none.</param>
/// <param name="Body">CloudEvent in structured JSON, the very bytes that were signed.</param>
public sealed record WebhookRequest(Uri Url, string Id, long Timestamp, string Signature, string? TraceParent, ReadOnlyMemory<byte> Body);
