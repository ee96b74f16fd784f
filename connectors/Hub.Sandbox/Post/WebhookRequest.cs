namespace Hub.Sandbox.Post;

/// <summary>Body of <c>PUT /_twin/post/webhook</c>: where D pushes to from now on; null for nowhere.</summary>
internal sealed record WebhookRequest(Uri? Url);
