using System.Security.Cryptography;
using System.Text;

namespace Hub.Functions.Trust;

/// <summary>The text of an API key: <c>hub_ID_SECRET</c>. The id is hexadecimal, the secret 32 random bytes as base64url.</summary>
public static class KeyText
{
    public const string Prefix = "hub_";
    private const int MaxLength = 128;

    public static string Format(string id, string secret) => $"{Prefix}{id}_{secret}";

    public static bool TryParse(string text, out string id, out string secret)
    {
        (id, secret) = ("", "");
        if (text.Length > MaxLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var end = text.IndexOf('_', Prefix.Length);
        if (end <= Prefix.Length || end == text.Length - 1)
        {
            return false;
        }

        (id, secret) = (text[Prefix.Length..end], text[(end + 1)..]);
        return id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));
    }

    /// <summary>What is stored in place of the secret.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
