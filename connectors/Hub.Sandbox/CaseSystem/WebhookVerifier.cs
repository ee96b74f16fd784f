using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.CaseSystem;

/// <summary>Checks a signature by the Standard Webhooks specification: <c>v1,</c> + base64 of HMAC-SHA256 over
/// <c>{id}.{timestamp}.{body}</c>, several signatures divided by spaces.</summary>
/// <remarks>Time is the clock of the machine, not the twins' own: the sender's clock is not pushed forward with it.</remarks>
internal sealed class WebhookVerifier(CaseSystemTwinOptions options, TwinClock clock)
{
    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";

    private volatile IReadOnlyList<byte[]> _keys = [.. options.Secrets.Select(ParseSecret)];

    /// <summary>From now on these secrets are known, and no others.</summary>
    /// <exception cref="ArgumentException">One is not of the form <c>whsec_</c> and base64.</exception>
    public void Learn(IEnumerable<string> secrets) => _keys = [.. secrets.Select(ParseSecret)];

    public static byte[] ParseSecret(string secret)
    {
        var key = new byte[secret.Length];
        if (!secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
            || !Convert.TryFromBase64String(secret[SecretPrefix.Length..], key, out var length)
            || length == 0)
        {
            // The value itself is a secret and stays out of the message.
            throw new ArgumentException("A case-system secret must be 'whsec_' followed by base64.");
        }

        return key[..length];
    }

    public WebhookVerdict Check(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signatures)
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return WebhookVerdict.HeadersMissing;
        }

        if (Math.Abs(clock.Inner.GetUtcNow().ToUnixTimeSeconds() - seconds) > options.Tolerance.TotalSeconds)
        {
            return WebhookVerdict.Stale;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return IsSigned(signed, signatures) ? WebhookVerdict.Genuine : WebhookVerdict.BadSignature;
    }

    private bool IsSigned(byte[] signed, string signatures)
    {
        var isGenuine = false;
        foreach (var key in _keys)
        {
            var expected = HMACSHA256.HashData(key, signed);
            foreach (var signature in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                isGenuine |= Matches(signature, expected);
            }
        }

        return isGenuine;
    }

    private static bool Matches(string signature, byte[] expected)
    {
        Span<byte> given = stackalloc byte[64];
        return signature.StartsWith(Version, StringComparison.Ordinal)
            && Convert.TryFromBase64String(signature[Version.Length..], given, out var length)
            && CryptographicOperations.FixedTimeEquals(given[..length], expected);
    }
}

/// <summary>What the verifier says of a webhook.</summary>
internal enum WebhookVerdict
{
    Genuine,
    HeadersMissing,
    Stale,
    BadSignature,
}
