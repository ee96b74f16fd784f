using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Hub.Postal.Print;

/// <summary>Makes people's text fit for paper, the same for both kinds of page.</summary>
internal static class PrintText
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>With each vowel, plain and with a tone, in the order of <see cref="Tones"/>.</summary>
    private static readonly string[] Vowels =
    [
        "aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị", "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ",
        "AÀÁẢÃẠ", "ĂẰẮẲẴẶ", "ÂẦẤẨẪẬ", "EÈÉẺẼẸ", "ÊỀẾỂỄỆ", "IÌÍỈĨỊ", "OÒÓỎÕỌ", "ÔỒỐỔỖỘ", "ƠỜỚỞỠỢ", "UÙÚỦŨỤ", "ƯỪỨỬỮỰ", "YỲÝỶỸỴ",
    ];

    /// <summary>Grave, acute, hook above, tilde, dot below.</summary>
    private const string Tones = "\u0300\u0301\u0309\u0303\u0323";

    /// <summary>Breve, circumflex and horn, with the letters they make.</summary>
    private static readonly string[] Shapes = ["\u0306aăAĂ", "\u0302aâeêoôAÂEÊOÔ", "\u031boơuưOƠUƯ"];

    /// <summary>Letter and mark → one letter. String.Normalize does nothing where the process has no culture data, as here.</summary>
    private static readonly FrozenDictionary<(char, char), char> Compositions = Compose().ToFrozenDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>All letters a Vietnamese text needs beyond ASCII.</summary>
    public static IEnumerable<char> VietnameseLetters => Vowels.SelectMany(vowel => vowel).Where(letter => !char.IsAscii(letter)).Append('đ').Append('Đ').Append('₫');

    /// <summary>
    /// One line of visible text in composed form: line breaks and control characters become spaces, invisible ones (joiners, variation
    /// selectors, changes of direction) go, half a surrogate pair becomes U+FFFD.
    /// </summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.Format || rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF)
            {
                continue;
            }

            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (rune.IsBmp && category == UnicodeCategory.NonSpacingMark && clean.Length > 0)
            {
                Join(clean, (char)rune.Value);
            }
            else
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString().TrimEnd();
    }

    /// <summary>Whole đồng as staff write them: <c>1.250.000 đ</c>.</summary>
    public static string Dong(long amount) => amount.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.') + " đ";

    /// <summary>Local time, <c>HH:mm dd/MM/yyyy</c>.</summary>
    public static string Time(DateTimeOffset at) => at.ToOffset(Offset).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture);

    public static string Papers(IReadOnlyList<PaperCount> papers) =>
        papers.Count == 0 ? "Không kê giấy tờ / No papers listed" : string.Join("; ", papers.Select(paper => $"{paper.Count} × {Clean(paper.Name)}"));

    private static void Join(StringBuilder clean, char mark)
    {
        var last = clean[^1];
        if (Compositions.TryGetValue((last, mark), out var letter))
        {
            clean[^1] = letter;
            return;
        }

        // A tone may stand before the mark of the letter's shape (ẹ + ̂, as the dot below does in canonical order): take it off, shape the letter, put it back.
        foreach (var tone in Tones)
        {
            if (Vowels.FirstOrDefault(vowel => vowel[1 + Tones.IndexOf(tone, StringComparison.Ordinal)] == last) is { } vowel
                && Compositions.TryGetValue((vowel[0], mark), out var shaped)
                && Compositions.TryGetValue((shaped, tone), out var whole))
            {
                clean[^1] = whole;
                return;
            }
        }

        clean.Append(mark);
    }

    private static IEnumerable<KeyValuePair<(char, char), char>> Compose()
    {
        foreach (var vowel in Vowels)
        {
            for (var tone = 0; tone < Tones.Length; tone++)
            {
                yield return new((vowel[0], Tones[tone]), vowel[tone + 1]);
            }
        }

        foreach (var shape in Shapes)
        {
            for (var at = 1; at < shape.Length; at += 2)
            {
                yield return new((shape[at], shape[0]), shape[at + 1]);
            }
        }
    }
}
