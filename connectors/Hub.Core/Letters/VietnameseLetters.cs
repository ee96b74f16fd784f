using System.Collections.Frozen;

namespace Hub.Core.Letters;

/// <summary>
/// The letters of Vietnamese, with what they are made of. A table of our own, since the hub runs without culture data and the runtime then knows no
/// normal forms.
/// </summary>
public static class VietnameseLetters
{
    /// <summary>Huyền, sắc, hỏi, ngã, nặng: grave, acute, hook above, tilde, dot below.</summary>
    public const string Tones = "\u0300\u0301\u0309\u0303\u0323";

    // With each vowel, plain and with a tone, in the order of Tones.
    private static readonly string[] Vowels =
    [
        "aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị", "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ",
        "AÀÁẢÃẠ", "ĂẰẮẲẴẶ", "ÂẦẤẨẪẬ", "EÈÉẺẼẸ", "ÊỀẾỂỄỆ", "IÌÍỈĨỊ", "OÒÓỎÕỌ", "ÔỒỐỔỖỘ", "ƠỜỚỞỠỢ", "UÙÚỦŨỤ", "ƯỪỨỬỮỰ", "YỲÝỶỸỴ",
    ];

    // Breve, circumflex, horn and stroke, each with the letters it makes.
    private static readonly string[] Shapes = ["\u0306aăAĂ", "\u0302aâeêoôAÂEÊOÔ", "\u031boơuưOƠUƯ", "\u0335dđDĐ"];

    private static readonly FrozenDictionary<char, (char Vowel, char Tone)> Toned =
        Vowels.SelectMany(row => row.Skip(1).Select((letter, tone) => (letter, parts: (row[0], Tones[tone])))).ToFrozenDictionary(pair => pair.letter, pair => pair.parts);

    private static readonly FrozenDictionary<(char, char), char> Composed = Toned.Select(pair => (Plain: pair.Value.Vowel, Mark: pair.Value.Tone, Shaped: pair.Key))
        .Concat(ShapedLetters()).ToFrozenDictionary(each => (each.Plain, each.Mark), each => each.Shaped);

    private static readonly FrozenDictionary<char, char> Unshaped =
        ShapedLetters().ToFrozenDictionary(each => each.Shaped, each => each.Plain);

    /// <summary>All that Vietnamese needs beyond ASCII.</summary>
    public static IEnumerable<char> All => Vowels.SelectMany(row => row).Where(letter => !char.IsAscii(letter)).Append('đ').Append('Đ');

    /// <summary>A vowel with a tone, taken apart: ặ is ă and the dot below.</summary>
    public static bool TryTakeTone(char letter, out char vowel, out char tone)
    {
        var hasTone = Toned.TryGetValue(letter, out var parts);
        (vowel, tone) = parts;
        return hasTone;
    }

    /// <summary>One letter of a letter and a combining mark, be it of tone or of shape; null when they make none.</summary>
    public static char? Join(char letter, char mark) => Composed.TryGetValue((letter, mark), out var whole) ? whole : null;

    /// <summary>Đ for the letters of other alphabets that look like it and are typed in its place: Ð (eth) and Ɖ. Other letters stay as they are.</summary>
    public static char Proper(char letter) => letter switch
    {
        '\u00D0' or '\u0189' => 'Đ',
        '\u00F0' or '\u0256' => 'đ',
        _ => letter,
    };

    /// <summary>Without tone and shape: ặ is a, đ is d. Other letters stay as they are.</summary>
    public static char Bare(char letter)
    {
        var vowel = Toned.TryGetValue(letter, out var parts) ? parts.Vowel : Proper(letter);
        return Unshaped.GetValueOrDefault(vowel, vowel);
    }

    private static IEnumerable<(char Plain, char Mark, char Shaped)> ShapedLetters() =>
        Shapes.SelectMany(shape => Enumerable.Range(0, shape.Length / 2).Select(i => (shape[(2 * i) + 1], shape[0], shape[(2 * i) + 2])));
}
