using Hub.Payments.Letters;

namespace Hub.Payments.Model;

/// <summary>A name by which the system before knew a fee: what its payers still write.</summary>
/// <param name="Reference">Capitals and digits, see <see cref="Plain"/>.</param>
/// <param name="Fee">Id of the fee.</param>
public sealed record FormerReference(string Reference, string Fee)
{
    private const int Least = 6;
    private const int Most = 40;
    private const int MostWords = 6;
    private const int MostTokens = 200;

    /// <summary>Without marks, blanks and signs, in capitals; null where it is too short or has no digit, so that any text might hold it by chance.</summary>
    public static string? Plain(string? name)
    {
        var plain = name is null ? "" : string.Concat(PlainLetters.Fold(name).Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant));
        return plain.Length is >= Least and <= Most && plain.Any(char.IsAsciiDigit) ? plain : null;
    }

    /// <summary>Whether no text holds it by chance, as one holds a trace number or a date of the bank.</summary>
    public static bool IsTelling(string plain) => plain.Length >= (plain.Any(char.IsAsciiLetter) ? 8 : 12);

    /// <summary>Everything in a text that may be such a name: words, and words that stand together.</summary>
    public static IReadOnlyCollection<string> In(params IEnumerable<string?> texts)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts.OfType<string>())
        {
            var words = Words(PlainLetters.Fold(text).ToUpperInvariant());
            for (var first = 0; first < words.Count; first++)
            {
                var token = "";
                for (var next = first; next < words.Count && next < first + MostWords && token.Length + words[next].Length <= Most; next++)
                {
                    token += words[next];
                    if (token.Length >= Least && token.Any(char.IsAsciiDigit) && found.Add(token) && found.Count == MostTokens)
                    {
                        return found;
                    }
                }
            }
        }

        return found;
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            {
                at++;
            }

            if (at > start)
            {
                words.Add(text[start..at]);
            }

            at++;
        }

        return words;
    }
}
