using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Hub.Postal.Settings;
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
        .. Directory.EnumerateFiles(Repository.Root, "*.md"),
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
        var (_, help, _) = await CommandRun.InEnglishAsync("--help");
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

    [Fact]
    public void The_Vietnamese_README_is_the_twin_of_the_English_one()
    {
        var (english, vietnamese) = (Page.Read("README.md"), Page.Read("README.vi.md"));

        Assert.Equal(english.Levels, vietnamese.Levels);
        Assert.Equal(english.Code, vietnamese.Code);
        Assert.Equal(english.TableNames, vietnamese.TableNames);
        Assert.Contains("](README.vi.md)", english.Preface, StringComparison.Ordinal);
        Assert.Contains("](README.md)", vietnamese.Preface, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decision_has_its_number_its_sections_and_its_line_in_the_index()
    {
        string[] sections = ["Context", "Decision", "Consequences", "What would change it"];
        var folder = Path.Combine(Repository.Root, "infra/decisions");
        var index = File.ReadAllText(Path.Combine(folder, "README.md"));
        var records = Directory.GetFiles(folder, "*.md").Select(file => Path.GetFileName(file)).Where(name => name != "README.md").Order(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(records);
        Assert.Equal(Enumerable.Range(1, records.Count).Select(number => $"{number:D4}-"), records.Select(name => name[..5]));
        Assert.All(records, name =>
        {
            var text = File.ReadAllText(Path.Combine(folder, name));
            Assert.StartsWith($"# {int.Parse(name[..4], CultureInfo.InvariantCulture)}. ", text, StringComparison.Ordinal);
            Assert.Equal(sections, Section().Matches(text).Select(match => match.Groups[1].Value));
            Assert.Contains($"]({name})", index, StringComparison.Ordinal);
        });
    }

    /// <summary>What two pages of two languages must share.</summary>
    /// <param name="Preface">What stands before the first section.</param>
    /// <param name="Levels">Of the headings, in order.</param>
    /// <param name="Code">Language and text of each block, without comments; of a drawing only that it is there.</param>
    /// <param name="TableNames">The names in back-quotes of each row, sorted: another language may put them in another order.</param>
    private sealed record Page(string Preface, IReadOnlyList<int> Levels, IReadOnlyList<string> Code, IReadOnlyList<string> TableNames)
    {
        public static Page Read(string name)
        {
            var text = File.ReadAllText(Path.Combine(Repository.Root, name));
            var prose = Fence().Replace(text, "");
            return new Page(
                prose[..prose.IndexOf("\n## ", StringComparison.Ordinal)],
                [.. Heading().Matches(prose).Select(match => match.Value.IndexOf(' ', StringComparison.Ordinal))],
                [.. Fence().Matches(text).Select(match => match.Groups[1].Length == 0 ? "drawing" : match.Groups[1].Value + "\n" + Comment().Replace(match.Groups[2].Value, ""))],
                [.. prose.Split('\n').Where(line => line.StartsWith('|')).Select(line => string.Join(' ', Quoted().Matches(line).Select(match => match.Value).Order(StringComparer.Ordinal)))]);
        }
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

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex("^```(.*)\\n([\\s\\S]*?)^```$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(^|\s+)#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Quoted();
}
