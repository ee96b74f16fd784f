using Hub.CaseSystem.Webhooks;

namespace Hub.CaseSystem;

/// <summary>What the hub asks of a receiver. HTTP only: no decision is made here, and no expected failure is thrown.</summary>
public interface ICaseSystemApi
{
    /// <summary><c>POST</c> of one signed webhook. Redirects are not followed.</summary>
    Task<WebhookAnswer> PostAsync(WebhookRequest request, CancellationToken ct);

    /// <summary>Opens and closes a connection (TCP, and TLS for <c>https</c>) without sending a request. Null when it stood; else why not.</summary>
    Task<string?> ReachAsync(Uri url, CancellationToken ct);
}
