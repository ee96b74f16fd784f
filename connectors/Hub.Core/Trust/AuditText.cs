using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Core.Trust;

/// <summary>
/// What of a text may stand in the audit, which is kept for ever: codes and ids. Anything else may be a person's name or number, and a digest stands for it that whoever has the
/// text can compute again. Pure, so that a second pass changes nothing.
/// </summary>
public static partial class AuditText
{
    private const string Sign = "sha256:";
    private const int DigestLength = 16;
    private const int LongestCode = 200;
    private const int ShortestPersonal = 9;

    /// <summary>A target as the store keeps it: each part between slashes a code, a word of ours or a digest.</summary>
    public static string? Target(string? text) => Parts(text, static part => IsWord(part) || IsCode(part));

    /// <summary>The same for a text that came from outside, in which a word may be a name.</summary>
    public static string? Outside(string? text) => Parts(text, IsCode);

    /// <summary><c>sha256:</c> and the first 16 digits of the SHA-256 of the text in UTF-8, lower-case hex.</summary>
    public static string Digest(string text) => Sign + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..DigestLength];

    /// <summary>An entry as it may be stored: its target as <see cref="Target"/> has it, and in its detail no number of a person and no mail address.</summary>
    public static AuditEntry Clean(AuditEntry entry) => entry with
    {
        Target = Target(entry.Target),
        Detail = entry.Detail is { } detail ? Mails().Replace(Numbers().Replace(detail, "***"), "***") : null,
    };

    private static string? Parts(string? text, Func<string, bool> mayStand) => text switch
    {
        null or "" => text,
        _ when text.Length > LongestCode => Digest(text),
        _ when IsAddress(text) || Counted().IsMatch(text) => text,
        _ => string.Join('/', text.Split('/').Select(part => part.Length == 0 || mayStand(part) ? part : Digest(part))),
    };

    private static bool IsWord(string part) => Words().IsMatch(part);

    private static bool IsCode(string part) => Ids().IsMatch(part) || (Dossiers().IsMatch(part) && LongestRun(part) < ShortestPersonal) || IsNumbered(part);

    // More digits than letters, and nowhere so many of them together that they could be a telephone or an identity number.
    private static bool IsNumbered(string part)
    {
        if (!Plain().IsMatch(part))
        {
            return false;
        }

        var digits = part.Count(char.IsAsciiDigit);
        var letters = part.Count(char.IsAsciiLetter);
        return digits > 0 && digits >= letters && (letters == 0 ? digits : LongestRun(part)) < ShortestPersonal;
    }

    private static int LongestRun(string part)
    {
        var (longest, run) = (0, 0);
        foreach (var letter in part)
        {
            run = char.IsAsciiDigit(letter) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static bool IsAddress(string text) => text.Contains("::", StringComparison.Ordinal) || text.AsSpan().Count('.') == 3
        ? (IPAddress.TryParse(text, out var address) && address.ToString() == text) || (text.EndsWith("/64", StringComparison.Ordinal) && IPNetwork.TryParse(text, out _))
        : false;

    // Ids that the hub makes, digests, and numbers after UPU S10.
    [GeneratedRegex(
        @"\A(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=[0-9]*[a-f])[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64}|sub-[0-9a-f]{12}|sha256:[0-9a-f]{16}|batch:[0-9]{1,6}|[A-Z]{2}[0-9]{9}[A-Z]{2})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Ids();

    // Begins with the code of a unit, as dossier codes do, and what is made of one.
    [GeneratedRegex(@"\A(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}|[A-Z][0-9]{2})(?:[.-][0-9A-Z]{1,20})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Dossiers();

    [GeneratedRegex(@"\A[0-9A-Za-z]+(?:[._:-][0-9A-Za-z]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    // Lanes, operators, kinds, files.
    [GeneratedRegex(@"\A[a-z][a-z-]{0,39}(?:\.[a-z]{1,8})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"\A[0-9]{1,9} [a-z]{1,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Counted();

    [GeneratedRegex(@"(?<![0-9A-Za-z-])(?<!(?:token|oidc):)\+?[0-9](?:[ .-]?[0-9]){8,}(?![0-9A-Za-z-])", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"[^\s@<>""',;]+@[^\s@<>""',;]+", RegexOptions.CultureInvariant)]
    private static partial Regex Mails();
}
