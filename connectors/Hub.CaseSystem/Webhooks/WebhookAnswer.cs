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
