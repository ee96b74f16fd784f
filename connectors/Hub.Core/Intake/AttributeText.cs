using System.Buffers;
using System.Text;

namespace Hub.Core.Intake;

/// <summary>What the CloudEvents type system allows in an attribute (specification 1.0.2, section "Type system").</summary>
internal static class AttributeText
{
    // RFC 3986 section 2: unreserved, reserved and the percent sign.
    private static readonly SearchValues<char> UriCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    public static bool IsName(ReadOnlySpan<char> name) => name.Length is > 0 and <= 64 && !name.ContainsAnyExcept(NameCharacters);

    public static bool IsText(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExceptInRange(' ', '~'))
        {
            return true;
        }

        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var used) != OperationStatus.Done
                || rune.Value is < 0x20 or (>= 0x7F and <= 0x9F)
                || (rune.Value & 0xFFFE) == 0xFFFE
                || rune.Value is >= 0xFDD0 and <= 0xFDEF)
            {
                return false;
            }

            text = text[used..];
        }

        return true;
    }

    public static bool IsUri(ReadOnlySpan<char> text, bool absolute)
    {
        if (text.ContainsAnyExcept(UriCharacters) || text.Count('#') > 1)
        {
            return false;
        }

        for (var rest = text; rest.IndexOf('%') is >= 0 and var at; rest = rest[(at + 3)..])
        {
            if (rest.Length < at + 3 || !char.IsAsciiHexDigit(rest[at + 1]) || !char.IsAsciiHexDigit(rest[at + 2]))
            {
                return false;
            }
        }

        var end = text.IndexOfAny(":/?#");
        var colon = end >= 0 && text[end] == ':' ? end : -1;
        return colon < 0
            ? !absolute
            : colon > 0 && char.IsAsciiLetter(text[0]) && !text[..colon].ContainsAnyExcept(SchemeCharacters);
    }
}
