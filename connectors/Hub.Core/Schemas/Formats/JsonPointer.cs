namespace Hub.Core.Schemas.Formats;

internal static class JsonPointer
{
    public static string Append(string pointer, string token) =>
        $"{pointer}/{token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    public static IEnumerable<string> Tokens(string pointer) => pointer
        .Split('/')
        .Skip(1)
        .Select(t => t.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    /// <summary>Reads the validator's own paths, <c>#/papers[2].name</c>. Names in schemas hold no dots or brackets (the lint sees to it).</summary>
    public static string OfPath(string path)
    {
        var pointer = "";
        foreach (var step in path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
        {
            pointer = Append(pointer, step);
        }

        return pointer;
    }
}
