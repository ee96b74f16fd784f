using System.Collections.Frozen;
using System.Text;

namespace Hub.Payments.Letters;

/// <summary>
/// Vietnamese text in the letters that banks carry: without marks, Đ as D. A table of our own, since the hub runs without culture data and the runtime then
/// knows no normal forms.
/// </summary>
public static class PlainLetters
{
    // Each letter with what it becomes without marks.
    private static readonly FrozenDictionary<char, char> Plain = ((string[])
    [
        "aàáảãạăằắẳẵặâầấẩẫậ", "dđ", "eèéẻẽẹêềếểễệ", "iìíỉĩị", "oòóỏõọôồốổỗộơờớởỡợ", "uùúủũụưừứửữự", "yỳýỷỹỵ",
        "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ", "DĐÐ", "EÈÉẺẼẸÊỀẾỂỄỆ", "IÌÍỈĨỊ", "OÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ", "UÙÚỦŨỤƯỪỨỬỮỰ", "YỲÝỶỸỴ",
    ]).SelectMany(row => row[1..].Select(letter => (letter, row[0]))).ToFrozenDictionary(pair => pair.letter, pair => pair.Item2);

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

    public static char Fold(char letter) => char.IsAscii(letter) ? letter : Plain.GetValueOrDefault(letter, letter);

    public static bool IsMark(char letter) => letter is >= '\u0300' and <= '\u036F';
}
