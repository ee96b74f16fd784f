using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Checks <c>Authorization</c> as the service does: a shared access signature (signature, expiry, audience, right) or a bearer token.</summary>
internal sealed class BusGate(ServiceBusTwinOptions options, BusTokens tokens, TwinClock clock)
{
    private const string Sas = "SharedAccessSignature ";
    private const string Bearer = "Bearer ";

    /// <summary>Null when the call is allowed, else why it is not.</summary>
    public string? Refuse(HttpRequest request, BusPath path, bool isSend)
    {
        // An encoded '$' is another path than the one that was signed.
        if (path.IsEncoded)
        {
            return "InvalidAudience: The authorization header contains a token for another audience.";
        }

        string? header = request.Headers.Authorization;
        if (string.IsNullOrEmpty(header))
        {
            return "MissingToken: The authorization header was not found.";
        }

        if (header.StartsWith(Bearer, StringComparison.Ordinal))
        {
            return tokens.IsBearer(header[Bearer.Length..]) ? null : "InvalidToken: The token is not known or has expired.";
        }

        return header.StartsWith(Sas, StringComparison.Ordinal)
            ? RefuseSas(request, header[Sas.Length..], path.Entity, isSend)
            : "MalformedToken: The credentials contained in the authorization header are not in the WRAP format.";
    }

    private string? RefuseSas(HttpRequest request, string token, string entity, bool isSend)
    {
        var fields = token.Split('&').Select(field => field.Split('=', 2)).Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        if (!fields.TryGetValue("sr", out var audience) || !fields.TryGetValue("sig", out var signature)
            || !fields.TryGetValue("se", out var expiry) || !fields.TryGetValue("skn", out var name))
        {
            return "MalformedToken: The token needs sr, sig, se and skn.";
        }

        if (tokens.Key(Uri.UnescapeDataString(name)) is not { } key || !IsSigned(key, audience, expiry, signature))
        {
            return "InvalidSignature: The token has an invalid signature.";
        }

        if (!long.TryParse(expiry, CultureInfo.InvariantCulture, out var seconds) || seconds <= clock.GetUtcNow().ToUnixTimeSeconds())
        {
            return "ExpiredToken: The token is expired. Its expiry is given by 'se'.";
        }

        return !Covers(Uri.UnescapeDataString(audience), request.Host, $"{options.BasePath}/{entity}") ? "InvalidAudience: The authorization header contains a token for another audience."
            : (isSend ? key.MaySend : key.MayListen) ? null
            : $"Unauthorized access. '{(isSend ? "Send" : "Listen")}' claim(s) are required to perform this operation.";
    }

    // What was signed is the audience as it stands in the token, whichever way it was encoded, and the key is its text.
    private static bool IsSigned(ServiceBusTwinKey key, string audience, string expiry, string signature)
    {
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Key), Encoding.UTF8.GetBytes($"{audience}\n{expiry}"));
        var given = new byte[expected.Length + 3];
        return Convert.TryFromBase64String(Uri.UnescapeDataString(signature), given, out var length)
            && CryptographicOperations.FixedTimeEquals(expected, given.AsSpan(0, length));
    }

    // A token is good for everything below its address; the scheme does not count and may be left out.
    private static bool Covers(string audience, HostString host, string path)
    {
        var scheme = audience.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? audience : audience[(scheme + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var signedHost = slash < 0 ? rest : rest[..slash];
        var signedPath = slash < 0 ? "" : rest[slash..].TrimEnd('/');
        var isHost = signedHost.Equals(host.Value, StringComparison.OrdinalIgnoreCase) || signedHost.Equals(host.Host, StringComparison.OrdinalIgnoreCase);
        return isHost && path.StartsWith(signedPath, StringComparison.OrdinalIgnoreCase) && (path.Length == signedPath.Length || path[signedPath.Length] == '/');
    }
}
