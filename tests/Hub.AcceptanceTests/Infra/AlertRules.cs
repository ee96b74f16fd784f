using System.Text.RegularExpressions;
using Hub.Tests;

namespace Hub.AcceptanceTests.Infra;

/// <summary>Names and expressions of the alerts that the tree declares.</summary>
internal static partial class AlertRules
{
    public static IReadOnlyList<(string Name, string Expression, string Runbook)> Prometheus { get; } =
        [.. Rule().Matches(File.ReadAllText(Path.Combine(Repository.Root, "infra/dashboards/alerts.yml")))
            .Select(rule => (rule.Groups["name"].Value, rule.Groups["expr"].Value, rule.Groups["page"].Value))];

    /// <summary>Those that Azure Monitor raises, by the page that each names.</summary>
    public static IReadOnlyList<string> Azure { get; } =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "infra/azure"), "*.bicep", SearchOption.AllDirectories)
            .SelectMany(file => Page().Matches(File.ReadAllText(file))).Select(page => page.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"- alert: (?<name>\S+)\n\s+expr: '(?<expr>[^']+)'\n\s+for: \S+\n\s+labels:\n\s+severity: \S+\n\s+annotations:\n\s+summary: ""[^""]+ / [^""]+""\n\s+runbook_url: ""(?<page>[^""]+)""")]
    private static partial Regex Rule();

    [GeneratedRegex(@"infra/runbooks/([a-z-]+)\.md")]
    private static partial Regex Page();
}
