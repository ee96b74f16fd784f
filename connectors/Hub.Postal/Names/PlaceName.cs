using System.Text;
using Hub.Core.Letters;

namespace Hub.Postal.Names;

/// <summary>Compares names of places as people write them: with or without the kind of unit, composed or not, the tone mark on either vowel.</summary>
internal static class PlaceName
{
    private static readonly string[] Kinds =
    [
        .. ((string[])["thành phố", "tỉnh", "phường", "xã", "thị trấn", "đặc khu", "thị xã", "tp.", "tp", "p.", "x.", "tt."]).Select(kind => TonesLast(kind) + ' '),
        "tp.", "p.",
    ];

    /// <summary>The bare name. The mark of tone may have stood on either vowel (Hoà, Hòa).</summary>
    public static string Plain(string name)
    {
        var text = TonesLast(VietnameseText.Fold(name));
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
    public static bool Same(string one, string other) => TonesLast(VietnameseText.Fold(one)) == TonesLast(VietnameseText.Fold(other));

    // The mark of tone goes to the end of its word; the marks that make another letter (â ă ê ô ơ ư đ) stay where they are. Composed and
    // decomposed writing come out alike.
    private static string TonesLast(string text)
    {
        var moved = new StringBuilder(text.Length);
        var tone = '\0';
        foreach (var c in text + ' ')
        {
            if (VietnameseLetters.Tones.Contains(c))
            {
                tone = c;
            }
            else if (VietnameseLetters.TryTakeTone(c, out var vowel, out var taken))
            {
                moved.Append(vowel);
                tone = taken;
            }
            else if (moved.Length > 0 && VietnameseLetters.Join(moved[^1], c) is { } letter)
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
}
