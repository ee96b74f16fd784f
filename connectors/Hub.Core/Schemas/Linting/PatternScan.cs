namespace Hub.Core.Schemas.Linting;

/// <summary>Keeps patterns to what means the same in ECMA 262, where schemas live, and in .NET, where they run.</summary>
internal static class PatternScan
{
    public static string? Complaint(string pattern)
    {
        // The validator searches, so an unanchored pattern would take anything around the match.
        if (!pattern.StartsWith('^') || !pattern.EndsWith('$') || pattern.Length < 3)
        {
            return "starts with ^ and ends with $";
        }

        var (inClass, groups) = (false, 0);
        for (var i = 1; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\' when i + 1 < pattern.Length && "dDwWsSbBpPzZAGkc".Contains(pattern[i + 1], StringComparison.Ordinal):
                    return $@"\{pattern[i + 1]} differs between ECMA and .NET: spell the characters out, as in [0-9]";
                case '\\':
                    i++;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '[' when inClass:
                    return "an unescaped [ inside brackets differs between ECMA and .NET";
                case '[':
                    inClass = true;
                    break;
                case '.' when !inClass:
                    return "a bare dot differs between ECMA and .NET: spell the characters out";
                case '(' when !inClass:
                    groups++;
                    break;
                case ')' when !inClass:
                    groups--;
                    break;
                case '|' when !inClass && groups == 0:
                    return "a | outside brackets leaves one side without its anchor";
                case '$' when !inClass && i < pattern.Length - 1:
                    return "a $ stands at the end only";
            }
        }

        return pattern[^2] == '\\' ? "starts with ^ and ends with $" : null;
    }
}
