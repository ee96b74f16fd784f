using System.Text.Json.Serialization;
using Hub.Core;
using Hub.Payments.Files.Statements;

namespace Hub.Payments.Files.Text;

/// <summary>How a file writes thousands and decimals.</summary>
public enum AmountStyle
{
    /// <summary>Told from the text itself: đồng have no decimals, so a mark before exactly three last digits parts thousands.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>1.234.567,00</summary>
    [JsonStringEnumMemberName("dots")]
    Dots,

    /// <summary>1,234,567.00</summary>
    [JsonStringEnumMemberName("commas")]
    Commas,
}

public enum AmountFault
{
    None,
    Unreadable,

    /// <summary>A part of a đồng: the file means another currency, or another unit.</summary>
    Fraction,
    TooLarge,
}

/// <summary>An amount of whole đồng as banks and spreadsheets write it.</summary>
public static class AmountText
{
    /// <summary>Fifteen digits, the most a SWIFT amount holds.</summary>
    public const long Most = 999_999_999_999_999;

    private const int MaxLength = 64;

    private static readonly string[] Units = ["vnđ", "vnd", "đồng", "dong", "đ", "₫"];

    /// <summary>Takes signs on either side, brackets for minus, blanks between digits and the currency's name; never a part of a đồng that is not zero.</summary>
    public static AmountFault Read(ReadOnlySpan<char> text, AmountStyle style, out long dong)
    {
        dong = 0;
        text = text.Trim();
        if (text.Length is 0 or > MaxLength)
        {
            return AmountFault.Unreadable;
        }

        var isNegative = false;
        if (text[0] == '(' && text[^1] == ')')
        {
            isNegative = true;
            text = text[1..^1].Trim();
        }

        text = WithoutUnit(text);
        if (!TakeSign(ref text, ref isNegative))
        {
            return AmountFault.Unreadable;
        }

        text = WithoutUnit(text);
        Span<char> kept = stackalloc char[MaxLength];
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) || c is '.' or ',')
            {
                kept[length++] = c;
            }
            else if (!IsBlank(c))
            {
                return AmountFault.Unreadable;
            }
        }

        var fault = Parse(kept[..length], style, out dong);
        dong = isNegative ? -dong : dong;
        return fault;
    }

    private static AmountFault Parse(ReadOnlySpan<char> text, AmountStyle style, out long dong)
    {
        dong = 0;
        if (text.IsEmpty || !char.IsAsciiDigit(text[0]))
        {
            return AmountFault.Unreadable;
        }

        var last = text.LastIndexOfAny('.', ',');
        var decimals = ReadOnlySpan<char>.Empty;
        var groupMark = '\0';
        if (last >= 0 && IsDecimal(text, last, style))
        {
            groupMark = text[last] == '.' ? ',' : '.';
            decimals = text[(last + 1)..];
            text = text[..last];
        }

        if (!TryGroups(text, groupMark, out dong, out var isLarge))
        {
            return AmountFault.Unreadable;
        }

        // Three decimals may as well be thousands behind a slip of the hand: nobody guesses, unless they say a part of a đồng.
        return decimals.TrimEnd('0').Length > 0 ? AmountFault.Fraction
            : decimals.Length > 2 ? AmountFault.Unreadable
            : isLarge ? AmountFault.TooLarge : AmountFault.None;
    }

    private static bool IsDecimal(ReadOnlySpan<char> text, int last, AmountStyle style) => style switch
    {
        AmountStyle.Dots => text[last] == ',',
        AmountStyle.Commas => text[last] == '.',
        _ => text.Length - last - 1 != 3 || text[..last].Contains(text[last] == '.' ? ',' : '.') || text[..last].TrimStart('0').IsEmpty || (last > 3 && !text[..last].ContainsAny('.', ',')),
    };

    private static bool TryGroups(ReadOnlySpan<char> text, char mark, out long dong, out bool isLarge)
    {
        dong = 0;
        isLarge = false;
        var first = text.IndexOfAny('.', ',');
        var group = 0;
        if (first >= 0)
        {
            if (mark != '\0' && text[first] != mark || first is 0 or > 3)
            {
                return false;
            }

            mark = text[first];
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                group++;
                isLarge |= dong > Most / 10;
                dong = isLarge ? 0 : (dong * 10) + (text[i] - '0');
                continue;
            }

            if (text[i] != mark || (i != first && group != 3))
            {
                return false;
            }

            group = 0;
        }

        isLarge |= dong > Most;
        return text.Length > 0 && (first < 0 || group == 3);
    }

    private static bool TakeSign(ref ReadOnlySpan<char> text, ref bool isNegative)
    {
        var signs = 0;
        if (!text.IsEmpty && IsSign(text[0], out var leading))
        {
            (isNegative, signs) = (isNegative | leading, signs + 1);
            text = text[1..].Trim();
        }

        if (!text.IsEmpty && IsSign(text[^1], out var trailing))
        {
            (isNegative, signs) = (isNegative | trailing, signs + 1);
            text = text[..^1].Trim();
        }

        return signs <= 1 && !text.IsEmpty;
    }

    private static bool IsSign(char c, out bool isMinus)
    {
        isMinus = c is '-' or '\u2212' or '\u2013';
        return isMinus || c == '+';
    }

    private static bool IsBlank(char c) => c is ' ' or '\u00A0' or '\u202F' or '\u2009' or '\'';

    private static ReadOnlySpan<char> WithoutUnit(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1]))
        {
            return text;
        }

        foreach (var unit in Units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                return text[..^unit.Length].TrimEnd();
            }

            if (text.StartsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                return text[unit.Length..].TrimStart();
            }
        }

        return text;
    }
}

/// <summary>How staff are told of an amount that is not taken.</summary>
internal static class AmountFaults
{
    public static (string Code, Bilingual Reason) Told(AmountFault fault) => fault switch
    {
        AmountFault.Fraction => (RefusalCodes.Fraction, ("Số tiền có phần lẻ của đồng", "The amount has a part of a đồng")),
        AmountFault.TooLarge => (RefusalCodes.Amount, ("Số tiền lớn quá 15 chữ số", "The amount has more than 15 digits")),
        _ => (RefusalCodes.Amount, ("Không đọc được số tiền", "The amount cannot be read")),
    };
}
