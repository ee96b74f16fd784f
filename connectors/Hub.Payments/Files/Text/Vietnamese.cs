using System.Buffers;
using System.Text;
using Hub.Core.Letters;

namespace Hub.Payments.Files.Text;

/// <summary>Vietnamese letters in one form (NFC), and a plain form to compare names by. The runtime's own normalization does nothing with invariant globalization.</summary>
public static class Vietnamese
{
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
            VietnameseText.Append(composed, c);
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
            var letter = char.ToLowerInvariant(VietnameseLetters.Bare(c));
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
}
