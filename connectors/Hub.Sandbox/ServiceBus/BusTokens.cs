using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.ServiceBus;

/// <summary>What a token is good for: everything at and below a path, until it ends.</summary>
/// <param name="Path">Without slashes around it; empty for the whole namespace.</param>
internal sealed record BusGrant(string Path, bool MaySend, bool MayListen, DateTimeOffset Until)
{
    public bool Covers(string path) =>
        path.StartsWith(Path, StringComparison.OrdinalIgnoreCase) && (Path.Length == 0 || path.Length == Path.Length || path[Path.Length] == '/');
}

/// <summary>
/// Whom the namespace knows, and the check of the tokens they bring: a shared access signature (signature, expiry, resource) or a bearer token. Both
/// lists can be changed while it runs, as when a key is rotated.
/// </summary>
internal sealed class BusTokens(ServiceBusTwinOptions options, TwinClock clock)
{
    private const string Sas = "SharedAccessSignature ";
    private volatile IReadOnlyList<ServiceBusTwinKey> _keys = options.Keys;
    private volatile IReadOnlyList<string> _bearer = options.BearerTokens;

    public void Learn(IReadOnlyList<ServiceBusTwinKey>? keys, IReadOnlyList<string>? bearer) => (_keys, _bearer) = (keys ?? _keys, bearer ?? _bearer);

    public void Reset() => (_keys, _bearer) = (options.Keys, options.BearerTokens);

    /// <param name="audience">Address that the caller wants to use, as <c>sb://localhost/queue</c>.</param>
    /// <returns>The grant, or why there is none.</returns>
    public (BusGrant? Grant, string? Refusal) Check(string audience, string token)
    {
        if (!TryPath(audience, out var path))
        {
            return (null, "InvalidAudience: the audience is not of this namespace.");
        }

        if (!token.StartsWith(Sas, StringComparison.Ordinal))
        {
            return _bearer.Contains(token, StringComparer.Ordinal)
                ? (new BusGrant(path, true, true, DateTimeOffset.MaxValue), null)
                : (null, "InvalidToken: the token is not known or has expired.");
        }

        var fields = token[Sas.Length..].Split('&').Select(field => field.Split('=', 2)).Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        if (!fields.TryGetValue("sr", out var resource) || !fields.TryGetValue("sig", out var signature)
            || !fields.TryGetValue("se", out var expiry) || !fields.TryGetValue("skn", out var name))
        {
            return (null, "MalformedToken: the token needs sr, sig, se and skn.");
        }

        var known = _keys.FirstOrDefault(key => key.Name == Uri.UnescapeDataString(name));
        if (known is null || !IsSigned(known, resource, expiry, signature))
        {
            return (null, "InvalidSignature: the token has an invalid signature.");
        }

        if (!long.TryParse(expiry, CultureInfo.InvariantCulture, out var seconds) || seconds <= clock.GetUtcNow().ToUnixTimeSeconds())
        {
            return (null, "ExpiredToken: the token is expired. Its expiry is given by 'se'.");
        }

        var grant = new BusGrant("", known.MaySend, known.MayListen, DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds())));
        return TryPath(Uri.UnescapeDataString(resource), out var signed) && (grant with { Path = signed }).Covers(path)
            ? (grant with { Path = path }, null)
            : (null, "InvalidAudience: the token is for another audience.");
    }

    // What was signed is the resource as it stands in the token, whichever way it was encoded, and the key is its text.
    private static bool IsSigned(ServiceBusTwinKey key, string resource, string expiry, string signature)
    {
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}"));
        var given = new byte[expected.Length + 3];
        return Convert.TryFromBase64String(Uri.UnescapeDataString(signature), given, out var length)
            && CryptographicOperations.FixedTimeEquals(expected, given.AsSpan(0, length));
    }

    // Neither the scheme nor the port is a part of an audience's name.
    private bool TryPath(string audience, out string path)
    {
        var scheme = audience.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? audience : audience[(scheme + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var host = (slash < 0 ? rest : rest[..slash]).Split(':')[0];
        path = slash < 0 ? "" : rest[slash..].Trim('/');
        return host.Equals(options.Host, StringComparison.OrdinalIgnoreCase);
    }
}
