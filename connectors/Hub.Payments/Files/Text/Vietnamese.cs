using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Hub.Payments.Files.Text;

/// <summary>Vietnamese letters in one form (NFC), and a plain form to compare names by. The runtime's own normalization does nothing with invariant globalization.</summary>
public static class Vietnamese
{
    private const string Tones = "\u0300\u0301\u0309\u0303\u0323";
    private const string Shapes = "\u0302\u0306\u031B";

    // Each row: the letter without a tone, then with grave, acute, hook, tilde and dot below.
    private static readonly string[] Rows =
    [
        "aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị", "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ",
        "AÀÁẢÃẠ", "ĂẰẮẲẴẶ", "ÂẦẤẨẪẬ", "EÈÉẺẼẸ", "ÊỀẾỂỄỆ", "IÌÍỈĨỊ", "OÒÓỎÕỌ", "ÔỒỐỔỖỘ", "ƠỜỚỞỠỢ", "UÙÚỦŨỤ", "ƯỪỨỬỮỰ", "YỲÝỶỸỴ",
    ];

    private static readonly (char Letter, char Shape, char Shaped)[] Shaping =
    [
        ('a', Shapes[0], 'â'), ('e', Shapes[0], 'ê'), ('o', Shapes[0], 'ô'), ('a', Shapes[1], 'ă'), ('o', Shapes[2], 'ơ'), ('u', Shapes[2], 'ư'),
        ('A', Shapes[0], 'Â'), ('E', Shapes[0], 'Ê'), ('O', Shapes[0], 'Ô'), ('A', Shapes[1], 'Ă'), ('O', Shapes[2], 'Ơ'), ('U', Shapes[2], 'Ư'),
    ];

    private static readonly FrozenDictionary<char, (char Letter, int Tone)> Toned = Rows
        .SelectMany(row => row.Select((letter, tone) => (letter, (row[0], tone))))
        .ToFrozenDictionary(pair => pair.letter, pair => pair.Item2);

    private static readonly FrozenDictionary<char, string> RowOf = Rows.ToFrozenDictionary(row => row[0]);

    private static readonly FrozenDictionary<(char, char), char> Shaped = Shaping.ToFrozenDictionary(s => (s.Letter, s.Shape), s => s.Shaped);

    private static readonly FrozenDictionary<char, char> Unshaped = Shaping.ToFrozenDictionary(s => s.Shaped, s => s.Letter);

    /// <summary>The same text with every Vietnamese letter as one character; marks in any order are taken, other marks stay as they are.</summary>
    public static string Compose(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\u0300', '\u036F') < 0)
        {
            return text;
        }

        var composed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (composed.Length == 0 || !TryJoin(composed[^1], c, out var joined))
            {
                composed.Append(c);
                continue;
            }

            composed[^1] = joined;
        }

        return composed.ToString();
    }

    /// <summary>Lower case without marks, every run of anything but letters and digits as one space: what two spellings of a heading have in common.</summary>
    public static string Fold(string text)
    {
        var plain = ArrayPool<char>.Shared.Rent(text.Length + 1);
        var length = 0;
        foreach (var c in Compose(text))
        {
            var letter = char.ToLowerInvariant(Bare(c));
            if (letter is >= 'a' and <= 'z' || char.IsAsciiDigit(letter) || (letter > '\u036F' && char.IsLetter(letter)))
            {
                plain[length++] = letter;
            }
            else if (length > 0 && plain[length - 1] != ' ' && letter is not (>= '\u0300' and <= '\u036F'))
            {
                plain[length++] = ' ';
            }
        }

        var folded = new string(plain, 0, length).TrimEnd();
        ArrayPool<char>.Shared.Return(plain);
        return folded;
    }

    private static char Bare(char c)
    {
        var letter = Toned.TryGetValue(c, out var toned) ? toned.Letter : c;
        return letter switch { 'đ' or 'Đ' or 'ð' or 'Ð' => 'd', _ => Unshaped.GetValueOrDefault(letter, letter) };
    }

    private static bool TryJoin(char before, char mark, out char joined)
    {
        joined = before;
        if (!Toned.TryGetValue(before, out var letter))
        {
            return false;
        }

        if (Tones.IndexOf(mark) is var tone and >= 0 && letter.Tone == 0)
        {
            joined = RowOf[letter.Letter][tone + 1];
            return true;
        }

        if (!Shaped.TryGetValue((letter.Letter, mark), out var shaped))
        {
            return false;
        }

        joined = RowOf[shaped][letter.Tone];
        return true;
    }
}
