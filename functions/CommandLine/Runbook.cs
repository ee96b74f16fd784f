using Hub.Core;

namespace Hub.Functions.CommandLine;

/// <summary>The pages of <c>infra/runbooks</c>, which come with the executable: what a reason code or a kind of task means, and what to do.</summary>
internal static class Runbook
{
    private const string KpiRules = "kpi-";

    /// <summary>The page in one language, in Markdown; null when there is none.</summary>
    /// <param name="name">Reason code or kind of task.</param>
    public static string? Of(string name, Language language)
    {
        // All of these rules share a page.
        var page = name.StartsWith(KpiRules, StringComparison.Ordinal) ? KpiRules.TrimEnd('-') : name;
        using var resource = typeof(Runbook).Assembly.GetManifestResourceStream($"runbooks/{page}.md");
        if (resource is null)
        {
            return null;
        }

        using var reader = new StreamReader(resource);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n## ") is [_, var vietnamese, var english, ..]
            ? (language is Language.English ? english : vietnamese).Trim()
            : null;
    }

    /// <summary>The page as lines of a screen, under a heading of its own.</summary>
    public static IEnumerable<string> Lines(string name, Language language, int width)
    {
        if (Of(name, language) is not { } page)
        {
            yield break;
        }

        foreach (var line in Shell.TextTable.Wrap(page.Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal), width - 2))
        {
            yield return line.Length == 0 ? "" : "  " + line;
        }
    }
}
