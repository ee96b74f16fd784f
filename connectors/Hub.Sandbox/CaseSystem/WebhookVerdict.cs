namespace Hub.Sandbox.CaseSystem;

/// <summary>What the verifier says of a webhook.</summary>
internal enum WebhookVerdict
{
    Genuine,
    HeadersMissing,
    Stale,
    BadSignature,
}
