using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hub.Storage.Postgres;

/// <summary>What PostgreSQL cannot keep in a text: U+0000, and halves of a surrogate pair, which are no characters.</summary>
internal static class PostgresText
{
    /// <returns>The text; with the replacement character in the place of what cannot be kept. A partner's answer may hold anything, and must not stop its settle.</returns>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Storable(string? text)
    {
        if (text is null || !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\0', StringComparison.Ordinal))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        }

        return clean.ToString();
    }
}
