namespace Hub.Sandbox.CaseSystem;

/// <summary>Settings of the case-system twin, which receives the hub's signed webhooks.</summary>
public sealed record CaseSystemTwinOptions
{
    /// <summary>An invented key for the demo; anyone may know it.</summary>
    public const string DemoSecret = "whsec_c2FuZGJveC1kZW1vLXNlY3JldC0yMDI2LTExLTIx";

    public string WebhookPath { get; init; } = "/case-system/webhook";

    /// <summary>Keys that are accepted, each <c>whsec_</c> + base64; several during a rotation.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [DemoSecret];

    /// <summary>Allowed distance between <c>webhook-timestamp</c> and the clock (Standard Webhooks: five minutes).</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromMinutes(5);

    internal void Validate()
    {
        if (!WebhookPath.StartsWith('/') || WebhookPath.Contains('{'))
        {
            throw new ArgumentException($"WebhookPath must be a plain path that starts with '/', was '{WebhookPath}'.");
        }

        foreach (var secret in Secrets)
        {
            WebhookVerifier.ParseSecret(secret);
        }
    }
}
