using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hub.Storage.Postgres;

/// <summary>
/// Texts as PostgreSQL can keep them: it takes every character but U+0000, and halves of a surrogate pair are no characters. A partner's answer
/// may hold anything, and must neither stop its settle nor be lost.
/// </summary>
internal static class PostgresText
{
    // Of the private use area: no text of a centre or a partner means it.
    private const char Escape = '\uE000';
    private const char Zero = '0';
    private const char Itself = '1';

    /// <returns>The text with U+0000 written as U+E000 and "0", U+E000 as U+E000 and "1", and the replacement character for half a pair.</returns>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Storable(string? text)
    {
        if (text is null || (!text.AsSpan().ContainsAnyInRange('\uD800', Escape) && !text.Contains('\0', StringComparison.Ordinal)))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length + 2);
        foreach (var rune in text.EnumerateRunes())
        {
            kept.Append(rune.Value switch
            {
                0 => $"{Escape}{Zero}",
                Escape => $"{Escape}{Itself}",
                _ => rune.ToString(),
            });
        }

        return kept.ToString();
    }

    /// <summary>The text that <see cref="Storable"/> was given.</summary>
    public static string Read(string kept) => !kept.Contains(Escape, StringComparison.Ordinal)
        ? kept
        : kept.Replace($"{Escape}{Zero}", "\0", StringComparison.Ordinal).Replace($"{Escape}{Itself}", $"{Escape}", StringComparison.Ordinal);
}
