namespace Hub.NationalPortal;

internal static class PortalText
{
    /// <summary>At most <paramref name="max"/> UTF-16 units, never half of a surrogate pair. Null becomes empty.</summary>
    public static string Cut(string? text, int max)
    {
        if (text is null || text.Length <= max)
        {
            return text ?? "";
        }

        return text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
    }
}
