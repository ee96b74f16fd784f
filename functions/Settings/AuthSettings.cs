using System.ComponentModel.DataAnnotations;

namespace Hub.Functions.Settings;

/// <summary>Who is recognised beside the holders of API keys.</summary>
public sealed record AuthSettings
{
    /// <summary>OpenID Connect; null when tokens of an identity provider are not taken.</summary>
    public OidcSettings? Oidc { get; init; }

    /// <summary>Keys that sign tokens without an identity provider.</summary>
    public IReadOnlyList<SigningKeySettings> SigningKeys { get; init; } = [];

    /// <summary>Issuer that tokens signed by a static key must name; null when any will do.</summary>
    public string? Issuer { get; init; }

    /// <summary>Audience that every token must name.</summary>
    [Required, MinLength(1)]
    public string Audience { get; init; } = "hub";

    /// <summary>The claim that carries the roles.</summary>
    [Required, MinLength(1)]
    public string RoleClaim { get; init; } = "roles";

    /// <summary>The claim that names the postal operator whose staff the caller is; without it the role <c>postal-operator</c> is not granted.</summary>
    [Required, MinLength(1)]
    public string PostalOperatorClaim { get; init; } = "postal_operator";

    /// <summary>The claim that names the caller's post office; absent: all of the operator.</summary>
    [Required, MinLength(1)]
    public string PostalOfficeClaim { get; init; } = "postal_office";

    /// <summary>The claim that names the outside organisation whose staff the caller is.</summary>
    public string OrganisationClaim => PostalOperatorClaim;

    /// <summary>The claim that names the caller's office of it.</summary>
    public string OfficeClaim => PostalOfficeClaim;

    /// <summary>What a role of the identity provider is called here: <c>Auth:RoleMap:MOTCUA_ADMIN=admin</c>. Names that are the hub's own need no entry.</summary>
    public IReadOnlyDictionary<string, string> RoleMap { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long a key that was looked up is trusted without asking the store again.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan KeyCache { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Refused requests without a valid key or signature a second that one address may make in the long run before it is answered 429 and told to the audit in one line a minute.</summary>
    [Range(0.001, 1_000_000)]
    public double RefusedPerSecond { get; init; } = 1;

    /// <summary>Such requests an address may make at once before the rate counts.</summary>
    [Range(1, 1_000_000)]
    public int RefusedBurst { get; init; } = 200;
}

/// <summary>An OpenID Connect identity provider.</summary>
public sealed record OidcSettings
{
    /// <summary>Where its discovery document lies.</summary>
    public required Uri Authority { get; init; }

    /// <summary>Only a test bench may fetch the signing keys without TLS.</summary>
    public bool RequireHttps { get; init; } = true;
}

/// <summary>One static key: either a shared secret (HMAC) or the public half of an RSA key.</summary>
public sealed record SigningKeySettings
{
    /// <summary>The token's <c>kid</c>; null for tokens that name none. A token that names another is not taken.</summary>
    public string? Id { get; init; }

    /// <summary>Base64 of at least 32 bytes.</summary>
    [Secret]
    public string? SecretBase64 { get; init; }

    /// <summary>RSA public key, PEM.</summary>
    public string? PublicPem { get; init; }
}
