namespace Hub.CaseSystem.Webhooks;

/// <summary>One attempt of one webhook, signed.</summary>
/// <param name="Id">Header <c>webhook-id</c>: the same for every attempt and every subscription of one event.</param>
/// <param name="Timestamp">Header <c>webhook-timestamp</c>: Unix seconds of this attempt.</param>
/// <param name="Signature">Header <c>webhook-signature</c>: <c>v1,…</c> for each secret, the newest first, with spaces between.</param>
/// <param name="TraceParent">W3C trace context; null when there is none.</param>
/// <param name="Body">CloudEvent in structured JSON, the very bytes that were signed.</param>
public sealed record WebhookRequest(Uri Url, string Id, long Timestamp, string Signature, string? TraceParent, ReadOnlyMemory<byte> Body);
