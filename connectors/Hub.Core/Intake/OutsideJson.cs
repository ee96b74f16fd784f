using System.Text.Json;
using System.Text.Unicode;

namespace Hub.Core.Intake;

/// <summary>
/// JSON that somebody else wrote, before anything of it is read. The parser itself takes bytes that are not UTF-8 and escaped halves of surrogate pairs, and fails
/// only where such a text is asked for, or a member is looked up beside it.
/// </summary>
public static class OutsideJson
{
    /// <summary>Whether every text and every name in it is Unicode (RFC 8259 section 8). Says nothing of the grammar.</summary>
    public static bool IsText(ReadOnlySpan<byte> json) => Utf8.IsValid(json) && !HasHalfPair(json);

    /// <exception cref="JsonException">It is not JSON, or holds a text or a name that is not Unicode.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, JsonDocumentOptions options = default)
    {
        Check(json.Span);
        return JsonDocument.Parse(json, options);
    }

    /// <exception cref="JsonException">It holds a text or a name that is not Unicode.</exception>
    public static void Check(ReadOnlySpan<byte> json)
    {
        if (!IsText(json))
        {
            throw new JsonException("A text of it is not Unicode.");
        }
    }

    // A backslash stands in texts only, so the grammar need not be known; what is no escape at all the parser finds.
    private static bool HasHalfPair(ReadOnlySpan<byte> json)
    {
        for (var rest = json; rest.IndexOf((byte)'\\') is >= 0 and var at;)
        {
            rest = rest[at..];
            switch (Unit(rest))
            {
                case >= 0xD800 and <= 0xDBFF when Unit(rest[6..]) is >= 0xDC00 and <= 0xDFFF:
                    rest = rest[12..];
                    break;
                case >= 0xD800 and <= 0xDFFF:
                    return true;
                default:
                    rest = rest[Math.Min(2, rest.Length)..];
                    break;
            }
        }

        return false;
    }

    /// <returns>The code unit that is escaped here; -1 when none is.</returns>
    private static int Unit(ReadOnlySpan<byte> at)
    {
        if (at.Length < 6 || at[0] != '\\' || at[1] != 'u')
        {
            return -1;
        }

        var unit = 0;
        foreach (var digit in at[2..6])
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return -1;
            }

            unit = (unit * 16) + (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return unit;
    }
}
