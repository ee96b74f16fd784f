using System.Text;
using Hub.Core.Letters;

namespace Hub.Payments.Letters;

/// <summary>Vietnamese text in the letters that banks carry: without marks, Đ as D.</summary>
public static class PlainLetters
{
    /// <summary>Other letters than Vietnamese ones stay as they are; combining marks of a decomposed text go.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!IsMark(letter))
            {
                plain.Append(Fold(letter));
            }
        }

        return plain.ToString();
    }

    public static char Fold(char letter) => char.IsAscii(letter) ? letter : VietnameseLetters.Bare(letter);

    public static bool IsMark(char letter) => letter is >= '\u0300' and <= '\u036F';
}
