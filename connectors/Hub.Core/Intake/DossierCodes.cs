using System.Text.RegularExpressions;

namespace Hub.Core.Intake;

/// <summary>Dossier codes: opaque text of at most 50 characters, compared ordinally after trimming.</summary>
public static partial class DossierCodes
{
    public const int MaxLength = 50;

    public static bool IsUsable(string code) => code.Length is > 0 and <= MaxLength && AttributeText.IsText(code) && !IsStep(code);

    /// <summary>Whether it could not be asked for by a path: <c>.</c> and <c>..</c> are steps there, however they are escaped.</summary>
    public static bool IsStep(string code) => code is "." or "..";

    /// <summary>Circular 01/2018/TT-VPCP, article 19 (tails of 5 and 6 digits occur), or the style seen in 2026.</summary>
    public static bool IsPublished(string code) => Circular().IsMatch(code) || Style2026().IsMatch(code);

    [GeneratedRegex(@"^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}-\d{6}-\d{4,6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Circular();

    [GeneratedRegex(@"^[A-Z]\d{2}(\.\d{2})*-\d{8}-\d{4,8}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Style2026();
}
