namespace Hub.Functions.Settings;

/// <summary>An OpenID Connect identity provider.</summary>
public sealed record OidcSettings
{
    /// <summary>Where its discovery document lies.</summary>
    public required Uri Authority { get; init; }

    /// <summary>Only a test bench may fetch the signing keys without TLS.</summary>
    public bool RequireHttps { get; init; } = true;
}
