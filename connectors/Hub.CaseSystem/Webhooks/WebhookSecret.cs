using System.Security.Cryptography;

namespace Hub.CaseSystem.Webhooks;

/// <summary>
/// A symmetric signing secret: <c>whsec_</c> and the base64 of 24 to 64 random bytes.
/// Source: Standard Webhooks 1.0.0, signature scheme. Its text form is only given by <see cref="Reveal"/>, so that no log can print it.
/// </summary>
public sealed class WebhookSecret
{
    public const string Prefix = "whsec_";
    private const int Shortest = 24;
    private const int Longest = 64;
    private const int Usual = 32;
    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    public ReadOnlySpan<byte> Key => _key;

    /// <summary>A new secret of 32 bytes.</summary>
    public static WebhookSecret New(RandomNumberGenerator source)
    {
        var key = new byte[Usual];
        source.GetBytes(key);
        return new WebhookSecret(key);
    }

    /// <summary>Null when the text is no secret: prefix missing, not base64, fewer than 24 or more than 64 bytes.</summary>
    public static WebhookSecret? Parse(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        Span<byte> key = stackalloc byte[Longest];
        return Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length >= Shortest
            ? new WebhookSecret(key[..length].ToArray())
            : null;
    }

    /// <summary>The text that a receiver is given, once.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(_key);

    public override string ToString() => Prefix + "***";
}
