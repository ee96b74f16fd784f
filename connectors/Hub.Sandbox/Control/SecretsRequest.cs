namespace Hub.Sandbox.Control;

/// <summary>The secrets with which the case-system twin checks webhooks from now on, as the hub showed them when it made them.</summary>
internal sealed record SecretsRequest(IReadOnlyList<string>? Secrets);
