using System.Globalization;
using System.Text;

namespace Hub.Core.Letters;

/// <summary>
/// Vietnamese text as it is compared, whoever typed or sent it: composed and decomposed marks, Ð for Đ, capitals, spaces of every kind and marks that nobody
/// sees make no difference. The letters themselves do: hoà and hoa are two words.
/// </summary>
public static class VietnameseText
{
    /// <summary>Every letter with its marks as one character, as far as Vietnamese has it; other marks stay where they stand.</summary>
    public static string Compose(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            Append(whole, VietnameseLetters.Proper(letter));
        }

        return whole.ToString();
    }

    /// <summary>Composed, in small letters, single spaces, none at the ends, without invisible characters.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter) || char.IsControl(letter))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                }
            }
            else if (char.GetUnicodeCategory(letter) is not UnicodeCategory.Format)
            {
                Append(folded, char.ToLowerInvariant(VietnameseLetters.Proper(letter)));
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>Adds a character to composed text, a combining mark to the letter before it.</summary>
    public static void Append(StringBuilder composed, char next)
    {
        var last = composed.Length > 0 ? composed[^1] : '\0';
        if (VietnameseLetters.Join(last, next) is { } letter)
        {
            composed[^1] = letter;
        }

        // A tone may stand before the mark of the letter's shape (ẹ + ̂, as the dot below does in canonical order): take it off, shape the letter, put it back.
        else if (VietnameseLetters.TryTakeTone(last, out var vowel, out var tone)
            && VietnameseLetters.Join(vowel, next) is { } shaped
            && VietnameseLetters.Join(shaped, tone) is { } whole)
        {
            composed[^1] = whole;
        }
        else
        {
            composed.Append(next);
        }
    }
}
