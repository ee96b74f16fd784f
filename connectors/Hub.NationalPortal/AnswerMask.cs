using System.Text.RegularExpressions;

namespace Hub.NationalPortal;

/// <summary>Takes persons out of what a partner answered: known personal values, and every run of six or more digits.</summary>
public static partial class AnswerMask
{
    private const int Longest = 2000;

    /// <param name="personal">Values of the person concerned. Only whole words count, so that a short remark does not eat into the partner's own words.</param>
    public static string Apply(string text, IEnumerable<string?> personal)
    {
        var masked = text;
        foreach (var value in personal.Where(value => value?.Trim().Length > 2).Select(value => value!.Trim()).Distinct().OrderByDescending(value => value.Length))
        {
            masked = Whole(masked, value);
        }

        return PortalText.Cut(Numbers().Replace(masked, match => match.Groups["code"].Success ? match.Value : "******"), Longest);
    }

    private static string Whole(string text, string value)
    {
        for (var at = text.IndexOf(value, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(value, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + value.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                text = string.Concat(text.AsSpan(0, at), "[…]", text.AsSpan(end));
            }
        }

        return text;
    }

    // Codes of dossiers and procedures are what an operator looks for; every other long number may be a person's.
    [GeneratedRegex(@"(?<code>\b(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d{2})*-\d{6,8}-\d{4,8}\b|\b\d\.\d{6}\b)|[0-9]{6,}")]
    private static partial Regex Numbers();
}
