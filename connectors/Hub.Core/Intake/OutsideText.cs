namespace Hub.Core.Intake;

/// <summary>Texts that somebody else wrote, on their way into the store or onto a screen.</summary>
public static class OutsideText
{
    /// <summary>At most <paramref name="max"/> UTF-16 units, never half of a surrogate pair. Null becomes empty.</summary>
    public static string Cut(string? text, int max) =>
        text is null || text.Length <= max ? text ?? "" : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    /// <summary>Trimmed, cut, and with blanks for control characters, which one of the stores does not take. Null for an empty text.</summary>
    public static string? Clean(string? text, int max = 200)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var plain = (text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text).Trim();
        return plain.Length == 0 ? null : Cut(plain, max);
    }
}
