using System.Collections.Frozen;
using System.Text;

namespace Hub.Postal.Places;

/// <summary>Compares names of places as people write them: with or without the kind of unit, composed or not, the tone mark on either vowel.</summary>
internal static class PlaceName
{
    // Huyền, sắc, hỏi, ngã, nặng.
    private const string Tones = "\u0300\u0301\u0309\u0303\u0323";

    private static readonly FrozenDictionary<char, (char Letter, char Tone)> Letters = ReadLetters();

    private static readonly FrozenDictionary<(char, char), char> Composed = new Dictionary<(char, char), char>
    {
        [('a', '\u0306')] = 'ă',
        [('a', '\u0302')] = 'â',
        [('e', '\u0302')] = 'ê',
        [('o', '\u0302')] = 'ô',
        [('o', '\u031B')] = 'ơ',
        [('u', '\u031B')] = 'ư',
    }.ToFrozenDictionary();

    private static readonly string[] Kinds =
    [
        .. ((string[])["thành phố", "tỉnh", "phường", "xã", "thị trấn", "đặc khu", "thị xã", "tp.", "tp", "p.", "x.", "tt."]).Select(kind => TonesLast(kind) + ' '),
        "tp.", "p.",
    ];

    /// <summary>The bare name. The mark of tone may have stood on either vowel (Hoà, Hòa).</summary>
    public static string Plain(string name)
    {
        var text = TonesLast(Fold(name));
        foreach (var kind in Kinds)
        {
            if (text.StartsWith(kind, StringComparison.Ordinal) && text.Length > kind.Length)
            {
                text = text[kind.Length..];
                break;
            }
        }

        return text.Trim();
    }

    /// <summary>The same with its kind of unit.</summary>
    public static bool Same(string one, string other) => TonesLast(Fold(one)) == TonesLast(Fold(other));

    private static string Fold(string name) =>
        string.Join(' ', name.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    // The mark of tone goes to the end of its word; the marks that make another letter (â ă ê ô ơ ư đ) stay where they are. Composed and
    // decomposed writing come out alike. By a table of our own: without ICU the runtime knows no normal forms.
    private static string TonesLast(string text)
    {
        var moved = new StringBuilder(text.Length);
        var tone = '\0';
        foreach (var c in text + ' ')
        {
            if (Tones.Contains(c))
            {
                tone = c;
            }
            else if (Letters.TryGetValue(c, out var parts))
            {
                moved.Append(parts.Letter);
                tone = parts.Tone;
            }
            else if (moved.Length > 0 && Composed.TryGetValue((moved[^1], c), out var letter))
            {
                moved[^1] = letter;
            }
            else
            {
                if (c is ' ' && tone is not '\0')
                {
                    moved.Append(tone);
                    tone = '\0';
                }

                moved.Append(c);
            }
        }

        return moved.ToString().TrimEnd();
    }

    private static FrozenDictionary<char, (char Letter, char Tone)> ReadLetters()
    {
        string[] rows =
        [
            "aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị", "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ",
        ];
        return rows.SelectMany(row => row.Skip(1).Select((c, i) => (c, row[0], Tones[i]))).ToFrozenDictionary(x => x.c, x => (x.Item2, x.Item3));
    }
}
