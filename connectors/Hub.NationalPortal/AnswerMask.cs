using System.Text.RegularExpressions;

namespace Hub.NationalPortal;

/// <summary>Takes persons out of what a partner answered: known personal values, and every run of six or more digits.</summary>
public static partial class AnswerMask
{
    private const int Longest = 2000;

    public static string Apply(string text, IEnumerable<string?> personal)
    {
        var masked = text;
        foreach (var value in personal.Where(value => value?.Trim().Length > 2).Select(value => value!.Trim()).Distinct().OrderByDescending(value => value.Length))
        {
            masked = masked.Replace(value, "[…]", StringComparison.OrdinalIgnoreCase);
        }

        return PortalText.Cut(Digits().Replace(masked, "******"), Longest);
    }

    [GeneratedRegex("[0-9]{6,}")]
    private static partial Regex Digits();
}
