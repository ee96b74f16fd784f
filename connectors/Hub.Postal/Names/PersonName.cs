using System.Text;
using Hub.Core.Letters;

namespace Hub.Postal.Names;

/// <summary>
/// Compares names of persons as a postman types them: in capitals, with more than one space, Ð for Đ, a word without its marks. A word that bears marks must bear the same:
/// Hùng and Hưng are two persons. Where the mark of a word stands (hoà, hòa) is a matter of spelling.
/// </summary>
public static class PersonName
{
    private const string Shapes = "\u0306\u0302\u031b\u0335";

    public static bool Same(string one, string other)
    {
        var (words, others) = (Words(one), Words(other));
        return words.Count == others.Count && words.Zip(others).All(pair => IsSame(pair.First, pair.Second));
    }

    private static bool IsSame((string Bare, string Marks) one, (string Bare, string Marks) other) =>
        one.Bare == other.Bare && (one.Marks == other.Marks || one.Marks.Length == 0 || other.Marks.Length == 0);

    private static List<(string Bare, string Marks)> Words(string name) => [.. VietnameseText.Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Word)];

    private static (string Bare, string Marks) Word(string word)
    {
        var (bare, marks) = (new StringBuilder(word.Length), new List<char>());
        foreach (var letter in word)
        {
            if (letter is >= '\u0300' and <= '\u036F')
            {
                marks.Add(letter);
                continue;
            }

            bare.Append(VietnameseLetters.Bare(letter));
            marks.AddRange(Marks(letter));
        }

        return (bare.ToString(), string.Concat(marks.Order()));
    }

    private static IEnumerable<char> Marks(char letter)
    {
        var hasTone = VietnameseLetters.TryTakeTone(letter, out var vowel, out var tone);
        var shaped = hasTone ? vowel : letter;
        var plain = VietnameseLetters.Bare(letter);
        return [.. hasTone ? [tone] : (char[])[], .. Shapes.Where(mark => shaped != plain && VietnameseLetters.Join(plain, mark) == shaped)];
    }
}
