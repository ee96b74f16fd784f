using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Letters;

namespace Hub.Core.Trust;

/// <summary>
/// Who answers for an act: the named holder of a key, or the subject of a token; never a key's id. Several keys of one person are one person. A key's holder and
/// a token's subject of the same name are one person too, whoever issued the token: a colleague more who must be asked costs less than one pair of eyes that
/// counts as two.
/// </summary>
public sealed class Person : IEquatable<Person>
{
    /// <summary>A token's subject may be so long, and a key's holder too.</summary>
    public const int MaxName = 190;

    private const int MaxCode = 32;
    private const int FewestDigitsOfAnIdentity = 9;
    private const int DigestLetters = 16;
    private readonly string _same;

    private Person(string name, string same) => (Name, _same) = (name, same);

    /// <summary>As the administrator or the token's issuer wrote it, without spaces around it.</summary>
    public string Name { get; }

    /// <summary>How the audit names the person: the name where it is a staff code (Latin letters and digits, a digit among them, no identity or telephone number), else its digest.</summary>
    public string Code => IsCode(Name)
        ? $"person:{Name}"
        : $"person:sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_same)))[..DigestLetters]}";

    /// <summary>False for a text that names nobody: empty, too long, without a letter or digit, or with letters that no screen shows.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Person? person)
    {
        person = null;
        var name = text?.Trim();
        if (name is null or { Length: 0 or > MaxName } || !name.Any(char.IsLetterOrDigit) || name.EnumerateRunes().Any(IsUnseen))
        {
            return false;
        }

        name = VietnameseText.Compose(name);
        person = new Person(name, Fold(name));
        return true;
    }

    /// <summary>Null for a text that names nobody.</summary>
    public static Person? Of(string? text) => TryParse(text, out var person) ? person : null;

    public bool Equals(Person? other) => other is not null && _same == other._same;

    public override bool Equals(object? obj) => Equals(obj as Person);

    public override int GetHashCode() => _same.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;

    // Half a pair comes out as the replacement character.
    private static bool IsUnseen(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Capitals, wide letters and spaces make no other person; Vietnamese marks do.
    private static string Fold(string name) => VietnameseText.Fold(string.Concat(name.Where(letter => !char.IsWhiteSpace(letter)).Select(Narrow)));

    private static char Narrow(char letter) => letter is >= '\uff01' and <= '\uff5e' ? (char)(letter - '\uff01' + '!') : letter;

    private static bool IsCode(string name) =>
        name.Length <= MaxCode
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
        && name.Count(char.IsAsciiDigit) is > 0 and < FewestDigitsOfAnIdentity;
}
