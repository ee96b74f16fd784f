using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Payments.Messengers;

/// <summary>Checks of who sent a call. Every comparison takes as long for a wrong value as for the right one.</summary>
internal static class Proofs
{
    /// <summary>So far a call's own time may be from ours.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <param name="hex">As it was told, in small or capital letters.</param>
    public static bool IsHmac(HashAlgorithmName algorithm, IReadOnlyList<string> secrets, ReadOnlySpan<byte> message, string? hex)
    {
        var told = Hex(hex);
        var isRight = false;
        foreach (var secret in secrets)
        {
            isRight |= CryptographicOperations.FixedTimeEquals(CryptographicOperations.HmacData(algorithm, Encoding.UTF8.GetBytes(secret), message), told);
        }

        return isRight;
    }

    /// <summary>Whether <paramref name="told"/> is one of the secrets themselves; their lengths are not told by the time it takes.</summary>
    public static bool IsSecret(IReadOnlyList<string> secrets, string told)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(told));
        var isRight = false;
        foreach (var secret in secrets)
        {
            isRight |= CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), digest);
        }

        return isRight;
    }

    public static bool IsDigest(ReadOnlySpan<byte> expected, string? hex) => CryptographicOperations.FixedTimeEquals(expected, Hex(hex));

    /// <returns>False when the text is no time, or one too far from <paramref name="now"/>.</returns>
    public static bool IsFresh(string text, bool isMilliseconds, DateTimeOffset now) =>
        text.Length <= (isMilliseconds ? 13 : 10) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && (now - (isMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number))).Duration() <= Window;

    /// <summary>A messenger without a secret would believe anybody.</summary>
    /// <exception cref="ArgumentException">There is none, or one is empty.</exception>
    public static IReadOnlyList<string> Required(IReadOnlyList<string> secrets) =>
        secrets.Count > 0 && !secrets.Any(string.IsNullOrWhiteSpace) ? secrets : throw new ArgumentException("A messenger needs a secret.", nameof(secrets));

    // Longer than any signature: what does not fit is none.
    private static byte[] Hex(string? text)
    {
        Span<byte> bytes = stackalloc byte[64];
        return text is not null && Convert.FromHexString(text, bytes, out _, out var written) is OperationStatus.Done ? bytes[..written].ToArray() : [];
    }
}
