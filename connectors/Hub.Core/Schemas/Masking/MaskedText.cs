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
