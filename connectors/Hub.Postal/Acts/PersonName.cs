using System.Text;

namespace Hub.Postal.Acts;

/// <summary>Compares names of persons as a postman types them: in capitals, without marks, with more than one space.</summary>
public static class PersonName
{
    public static bool Same(string one, string other) => Plain(one) == Plain(other);

    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant().Where(letter => letter is not (>= '\u0300' and <= '\u036F')))
        {
            if (!char.IsWhiteSpace(letter))
            {
                plain.Append(VietnameseLetters.Bare(letter));
            }
            else if (plain.Length > 0 && plain[^1] is not ' ')
            {
                plain.Append(' ');
            }
        }

        return plain.ToString().TrimEnd();
    }
}
