using System.Reflection;
using System.Text.RegularExpressions;
using Hub.Postal;
using Hub.Postal.Print;
using Hub.Tests;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.AcceptanceTests.Architecture;

/// <summary>What the pages say exists, and what exists is said.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Folders = ["connectors", "functions", "infra", "schemas", "tests"];

    private static IEnumerable<string> Pages { get; } =
    [
        Path.Combine(Repository.Root, "README.md"),
        .. Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories)),
    ];

    [Fact]
    public void No_link_leads_nowhere() => Assert.Empty(
        from page in Pages
        from Match link in Link().Matches(File.ReadAllText(page))
        let target = link.Groups["file"].Value.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, link.Groups["file"].Value)
        where !Path.Exists(target) || (link.Groups["part"].Value is { Length: > 0 } part && !Anchors(target).Contains(part))
        select $"{page}: {link.Value}");

    [Fact]
    public async Task Every_command_stands_in_the_table_of_commands()
    {
        var (_, help, _) = await HubProcess.RunAsync(null, "--help");
        var commands = Command().Matches(help[help.IndexOf("Commands:", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value).Where(name => name != "functions").ToList();
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));

        Assert.Contains("tasks", commands);
        Assert.DoesNotContain(commands, name => !Regex.IsMatch(page, $@"\| .*`{name}[ `].* \|"));
    }

    [Fact]
    public void Every_setting_of_the_post_stands_in_its_table()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "connectors/Hub.Postal/README.md"));
        var table = page[page.IndexOf("\n## Settings", StringComparison.Ordinal)..page.IndexOf("\n## How replies are read", StringComparison.Ordinal)];
        var settings = from type in new[] { typeof(PostalOptions), typeof(PostalOperatorOptions), typeof(PostalRule), typeof(PostalDeadlines), typeof(PostalTimeouts), typeof(PrintOptions) }
                       from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                       where property.CanWrite
                       select property.Name;

        Assert.DoesNotContain(settings, name => !Regex.IsMatch(table, $@"`(?:[A-Za-z:]+:)?{name}(?:[:`])"));
    }

    // As GitHub names headings.
    private static HashSet<string> Anchors(string file) =>
        Directory.Exists(file) ? [] : [.. Heading().Matches(File.ReadAllText(file)).Select(match => NotInAnchors().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\]\((?!https?:)(?<file>[^)#\s]*)(?:#(?<part>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex("^  ([a-z-]+) ", RegexOptions.Multiline)]
    private static partial Regex Command();
}
