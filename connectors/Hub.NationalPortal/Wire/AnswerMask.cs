using System.Text;
using System.Text.RegularExpressions;
using Hub.Core.Intake;
using Hub.Core.Letters;

namespace Hub.NationalPortal.Wire;

/// <summary>Takes persons out of what a partner answered: known personal values, and every run of six or more digits.</summary>
public static partial class AnswerMask
{
    private const int Longest = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <param name="personal">Values of the person concerned. Only whole words count, so that a short remark does not eat into the partner's own words.</param>
    public static string Apply(string text, IEnumerable<string?> personal)
    {
        var masked = VietnameseText.Compose(text);
        foreach (var value in personal.Where(value => value?.Trim().Length > 2).Select(value => value!.Trim()).Distinct().OrderByDescending(value => value.Length))
        {
            masked = Whole(masked, value);
        }

        return OutsideText.Cut(Numbers().Replace(masked, match => match.Groups["code"].Success ? match.Value : "******"), Longest);
    }

    // A partner writes names without accents and numbers in groups: what is compared is letters without marks, and digits alone.
    private static string Whole(string text, string value)
    {
        var pattern = value.All(c => char.IsAsciiDigit(c) || c is ' ' or '.' or '-' or '+')
            ? string.Join(@"[ .\-]*", value.Where(char.IsAsciiDigit))
            : Regex.Escape(Folded(VietnameseText.Compose(value)));
        var matches = Regex.Matches(Folded(text), $@"(?<![\p{{L}}\p{{N}}]){pattern}(?![\p{{L}}\p{{N}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
        var masked = new StringBuilder(text);
        for (var i = matches.Count - 1; i >= 0; i--)
        {
            masked.Remove(matches[i].Index, matches[i].Length).Insert(matches[i].Index, "[…]");
        }

        return masked.ToString();
    }

    // Letter for letter, so that a place in the folded text is the same place in the composed text.
    private static string Folded(string text) => string.Create(text.Length, text, static (folded, source) =>
    {
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = VietnameseLetters.Bare(char.ToLowerInvariant(source[i]));
        }
    });

    // Codes of dossiers and procedures are what an operator looks for; every other long number may be a person's.
    [GeneratedRegex(@"(?<code>\b(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d{2})*-\d{6,8}-\d{4,8}\b|\b\d\.\d{6}\b)|[0-9]{6,}")]
    private static partial Regex Numbers();
}
