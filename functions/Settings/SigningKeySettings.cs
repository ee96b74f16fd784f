namespace Hub.Functions.Settings;

/// <summary>One static key: either a shared secret (HMAC) or the public half of an RSA key.</summary>
public sealed record SigningKeySettings
{
    /// <summary>The token's <c>kid</c>; null to try this key for any token.</summary>
    public string? Id { get; init; }

    /// <summary>Base64 of at least 32 bytes.</summary>
    [Secret]
    public string? SecretBase64 { get; init; }

    /// <summary>RSA public key, PEM.</summary>
    public string? PublicPem { get; init; }
}
