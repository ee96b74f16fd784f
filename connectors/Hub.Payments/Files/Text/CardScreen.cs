using System.Text;

namespace Hub.Payments.Files.Text;

/// <summary>
/// Finds a full card number: 13 to 19 digits that pass Luhn, written together or in a card's groups. Account and reference numbers pass Luhn one time in ten, so
/// where one is expected, or a word before it says so, only the ranges that the card schemes issue count.
/// </summary>
public static class CardScreen
{
    private const int Fewest = 13;
    private const int Most = 19;

    private static readonly int[][] Groups = [[4, 4, 4, 4], [4, 4, 4, 4, 3], [4, 6, 5], [4, 6, 4], [8, 8], [6, 10], [6, 13], [4, 4, 4, 4, 1], [4, 4, 4, 4, 2]];

    private static readonly string[] Introductions = ["TK", "STK", "TKTH", "KHOAN", "KHOẢN", "ACC", "AC", "ACCT", "ACCOUNT", "REF", "FT", "TRACE", "GD", "CHIEU", "CHIẾU", "MST", "VA", "MBVCB", "IBVCB", "IBFT"];

    public static bool Holds(ReadOnlySpan<char> text, bool isReference = false) => Find(text, isReference) >= 0;

    /// <summary>Where the number begins, or -1.</summary>
    /// <param name="text">What a file says.</param>
    /// <param name="isReference">The place is one for account or reference numbers.</param>
    public static int Find(ReadOnlySpan<char> text, bool isReference = false) => Find(text, isReference, out _);

    /// <param name="length">Of the number, with what parts its groups.</param>
    internal static int Find(ReadOnlySpan<char> text, bool isReference, out int length)
    {
        length = 0;
        if (text.Length < Fewest)
        {
            return -1;
        }

        var isAscii = Ascii.IsValid(text);

        Span<char> digits = stackalloc char[Most];
        Span<int> lengths = stackalloc int[Most];
        for (var i = 0; i + Fewest <= text.Length; i++)
        {
            if (isAscii)
            {
                var next = text[i..].IndexOfAnyInRange('0', '9');
                if (next < 0)
                {
                    return -1;
                }

                i += next;
            }
            else if (!IsDigit(text[i]))
            {
                continue;
            }

            var run = Run(text[i..]);
            if (run is >= Fewest and <= Most)
            {
                Copy(text.Slice(i, run), digits);
                if (IsCard(digits[..run], isReference || IsIntroduced(text[..i])))
                {
                    length = run;
                    return i;
                }
            }
            else if (run is 4 or 6 or 8 && i + run + 1 < text.Length && IsGap(text[i + run]) && IsDigit(text[i + run + 1]) && Grouped(text[i..], digits, lengths, out var span) is var count and > 0 && IsCard(digits[..count], isReference))
            {
                length = span;
                return i;
            }

            i += run;
        }

        return -1;
    }

    private static int Run(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && IsDigit(text[length]))
        {
            length++;
        }

        return length;
    }

    // Other scripts have digits too.
    private static bool IsDigit(char c) => c < '\u0080' ? char.IsAsciiDigit(c) : char.IsDigit(c);

    // Groups parted by one blank or dash each; the longest division that is a card's counts.
    private static int Grouped(ReadOnlySpan<char> text, Span<char> digits, Span<int> lengths, out int span)
    {
        span = 0;
        var (groups, total, at, found) = (0, 0, 0, 0);
        while (at < text.Length && groups < 5)
        {
            var run = Run(text[at..]);
            if (run == 0 || total + run > Most)
            {
                break;
            }

            Copy(text.Slice(at, run), digits[total..]);
            lengths[groups++] = run;
            total += run;
            at += run;
            foreach (var group in Groups)
            {
                if (lengths[..groups].SequenceEqual(group))
                {
                    (found, span) = (total, at);
                }
            }

            if (at >= text.Length || !IsGap(text[at]))
            {
                break;
            }

            at++;
        }

        return found;
    }

    private static bool IsGap(char c) => c is '-' or '.' or '\u2010' or '\u2011' or '\u2013' || char.IsWhiteSpace(c);

    private static void Copy(ReadOnlySpan<char> text, Span<char> digits)
    {
        for (var i = 0; i < text.Length; i++)
        {
            digits[i] = char.IsAsciiDigit(text[i]) ? text[i] : (char)('0' + (int)char.GetNumericValue(text[i]));
        }
    }

    private static bool IsCard(ReadOnlySpan<char> digits, bool isStrict) =>
        digits[0] != '0' && PassesLuhn(digits) && !IsTimestamp(digits) && (!isStrict || IsIssued(digits));

    private static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }

    // yyyyMMddHHmmss and the same with milliseconds.
    private static bool IsTimestamp(ReadOnlySpan<char> digits) =>
        digits.Length is 14 or 17 && digits is ['2', '0', ..]
        && DayText.Make(Number(digits[..4]), Number(digits[4..6]), Number(digits[6..8]), out _) is DayFault.None
        && Number(digits[8..10]) < 24 && Number(digits[10..12]) < 60 && Number(digits[12..14]) < 60;

    private static bool IsIssued(ReadOnlySpan<char> digits)
    {
        var (two, three, four) = (Number(digits[..2]), Number(digits[..3]), Number(digits[..4]));
        return digits.Length switch
        {
            13 => digits[0] == '4',
            14 => two is 36 or 38 or 39 || three is >= 300 and <= 305,
            15 => two is 34 or 37,
            _ => digits[0] == '4' || two is >= 51 and <= 55 or 62 or 65 || four is >= 2221 and <= 2720 or >= 3528 and <= 3589 or 6011 or 9704 || three is >= 644 and <= 649,
        };
    }

    private static bool IsIntroduced(ReadOnlySpan<char> before)
    {
        before = before.TrimEnd(" :.-#/");
        var start = before.Length;
        while (start > 0 && char.IsLetter(before[start - 1]))
        {
            start--;
        }

        foreach (var word in Introductions)
        {
            if (before[start..].Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }

        return value;
    }
}
