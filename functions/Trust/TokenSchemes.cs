using System.Security.Cryptography;
using Hub.Functions.Settings;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Hub.Functions.Trust;

/// <summary>JWT bearer tokens: of an OpenID Connect provider, or signed by a static key.</summary>
internal static class TokenSchemes
{
    public const string Static = "static-keys";
    public const string Oidc = "oidc";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>Before the subjects of a scheme's tokens wherever they are named: two issuers may call two persons the same. No key's id has a colon.</summary>
    public static string ActorPrefix(string scheme) => scheme is Oidc ? "oidc:" : "token:";

    public static bool IsActor(string id) => id.StartsWith("oidc:", StringComparison.Ordinal) || id.StartsWith("token:", StringComparison.Ordinal);

    public static IReadOnlyList<string> Of(AuthSettings auth) =>
        [.. auth.SigningKeys.Count > 0 ? new[] { Static } : [], .. auth.Oidc is not null ? new[] { Oidc } : []];

    public static void AddTokens(this IServiceCollection services, AuthSettings auth)
    {
        if (Of(auth).Count == 0)
        {
            return;
        }

        var schemes = services.AddAuthentication();
        if (auth.SigningKeys.Count > 0)
        {
            schemes.AddJwtBearer(Static, static _ => { });
            services.AddOptions<JwtBearerOptions>(Static).Configure<TimeProvider>((options, clock) =>
            {
                options.MapInboundClaims = false;
                options.TokenValidationParameters = Parameters(auth, clock);
                options.TokenValidationParameters.ValidateIssuer = auth.Issuer is not null;
                options.TokenValidationParameters.ValidIssuer = auth.Issuer;
                var keys = auth.SigningKeys.Select(Key).ToArray();
                options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, kid, _) => Named(keys, kid);
            });
        }

        if (auth.Oidc is { } oidc)
        {
            schemes.AddJwtBearer(Oidc, static _ => { });
            services.AddOptions<JwtBearerOptions>(Oidc).Configure<TimeProvider>((options, clock) =>
            {
                options.MapInboundClaims = false;
                options.Authority = oidc.Authority.ToString();
                options.RequireHttpsMetadata = oidc.RequireHttps;
                options.TokenValidationParameters = Parameters(auth, clock);
                options.TokenValidationParameters.IssuerSigningKeyResolverUsingConfiguration = (_, _, kid, _, provider) => Named(provider.SigningKeys, kid);
            });
        }
    }

    // Who names a key means that one: any other that fits would be luck, or a key that was withdrawn.
    private static IEnumerable<SecurityKey> Named(IEnumerable<SecurityKey> keys, string? kid) => string.IsNullOrEmpty(kid) ? keys : keys.Where(key => key.KeyId == kid);

    private static TokenValidationParameters Parameters(AuthSettings auth, TimeProvider clock) => new()
    {
        ValidAudience = auth.Audience,
        NameClaimType = "sub",
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        TryAllIssuerSigningKeys = false,
        ValidAlgorithms = ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"],
        LifetimeValidator = (notBefore, expires, _, _) =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return expires > now - Skew && (notBefore is null || notBefore < now + Skew);
        },
    };

    private static SecurityKey Key(SigningKeySettings key)
    {
        if (key.SecretBase64 is { } secret)
        {
            return new SymmetricSecurityKey(Convert.FromBase64String(secret)) { KeyId = key.Id };
        }

        var rsa = RSA.Create();
        rsa.ImportFromPem(key.PublicPem);
        return new RsaSecurityKey(rsa) { KeyId = key.Id };
    }
}
