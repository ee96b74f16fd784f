using System.Text;

namespace Hub.Core.Schemas.Masking;

internal static class MaskedText
{
    public const string Hidden = "***";

    private const int MostWords = 8;
    private const int FewestDigits = 7;

    public static string Of(string text, MaskStyle style) => style switch
    {
        MaskStyle.None => text,
        MaskStyle.Name => Name(text),
        MaskStyle.Number => Number(text),
        MaskStyle.Email => text.Contains('@', StringComparison.Ordinal) ? $"{First(text)}***@***" : Hidden,
        _ => Hidden,
    };

    /// <summary>Whether the text can only have come from <see cref="Of"/>.</summary>
    public static bool IsMasked(string text, MaskStyle style) =>
        style != MaskStyle.None
        && text.Contains(Hidden, StringComparison.Ordinal)
        && (text == Hidden || text == Of(text, style) || (style == MaskStyle.Number && IsMaskedNumber(text)));

    private static bool IsMaskedNumber(string text) =>
        text.Length == Hidden.Length + 3 && text.StartsWith(Hidden, StringComparison.Ordinal) && text.AsSpan(Hidden.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    private static string Name(string text)
    {
        var words = text.Split((char[]?)null, MostWords + 1, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length == 0 ? Hidden : string.Join(' ', words.Take(MostWords).Select(w => $"{First(w)}{Hidden}"));
    }

    // Three digits of a short number would be most of it.
    private static string Number(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length < FewestDigits ? Hidden : $"{Hidden}{digits[^3..]}";
    }

    private static string First(string text) => text.Length == 0 ? "" : Rune.GetRuneAt(text, 0).ToString();
}

/// <summary>Personal values outside of events, as they are shown to those who may not see them: in the same way as <see cref="PersonalMask"/> does.</summary>
public static class MaskedValue
{
    public const string Hidden = MaskedText.Hidden;

    /// <summary>The first letter of each word.</summary>
    public static string Name(string text) => MaskedText.Of(text, MaskStyle.Name);

    /// <summary>The last three digits.</summary>
    public static string Number(string text) => MaskedText.Of(text, MaskStyle.Number);
}
