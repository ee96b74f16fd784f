using System.Collections.Frozen;
using System.Text;

namespace Hub.Postal.Acts;

/// <summary>Compares names of persons as a postman types them: in capitals, without marks, with more than one space. By a table of our own: without ICU the runtime knows no normal forms.</summary>
public static class PersonName
{
    private static readonly FrozenDictionary<char, char> Bare = ((string[])
        ["aàáảãạăằắẳẵặâầấẩẫậ", "eèéẻẽẹêềếểễệ", "iìíỉĩị", "oòóỏõọôồốổỗộơờớởỡợ", "uùúủũụưừứửữự", "yỳýỷỹỵ", "dđ"])
        .SelectMany(row => row.Skip(1).Select(letter => (letter, row[0]))).ToFrozenDictionary(pair => pair.letter, pair => pair.Item2);

    public static bool Same(string one, string other) => Plain(one) == Plain(other);

    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant().Where(letter => letter is not (>= '\u0300' and <= '\u036F')))
        {
            if (!char.IsWhiteSpace(letter))
            {
                plain.Append(Bare.GetValueOrDefault(letter, letter));
            }
            else if (plain.Length > 0 && plain[^1] is not ' ')
            {
                plain.Append(' ');
            }
        }

        return plain.ToString().TrimEnd();
    }
}
