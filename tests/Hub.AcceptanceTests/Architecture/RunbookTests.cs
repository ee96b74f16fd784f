using System.Reflection;
using System.Text.RegularExpressions;
using Hub.AcceptanceTests.Infra;
using Hub.CaseSystem;
using Hub.Core.Lanes;
using Hub.NationalPortal.Kpi;
using Hub.NationalPortal.Settings;
using Hub.Payments.Settings;
using Hub.Postal.Settings;
using Hub.Tests;
using Xunit;

namespace Hub.AcceptanceTests.Architecture;

/// <summary>Whoever is woken by a code or an alert finds its page, and no page is about something that cannot happen.</summary>
public sealed partial class RunbookTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "infra/runbooks");

    // What is done rather than what happens, and what systemd tells.
    private static readonly string[] Acts = ["restore", "hub-backup-failed"];

    private static readonly string[] Vietnamese = ["**Nghĩa là gì.**", "**Thấy gì.**", "**Làm gì**", "**Gọi ai.**"];
    private static readonly string[] English = ["**What it means.**", "**What you see.**", "**What to do**", "**Whom to call.**"];

    private static IEnumerable<string> Codes => typeof(ReasonCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(constant => (string)constant.GetRawConstantValue()!)
        .Concat(NationalPortalReasons.Sentences.Keys)
        .Concat(CaseSystemCodes.Meanings.Keys)
        .Concat(PostalReasonCodes.Sentences.Keys)
        .Concat(PostalTaskKinds.All)
        .Concat(ActTaskKinds.All)
        .Concat(PaymentReasonCodes.Sentences.Keys)
        .Concat(PaymentTaskKinds.All)
        .Append(NationalPortalReasons.KpiPrefix.TrimEnd('-'));

    private static IReadOnlyCollection<string> Pages { get; } =
        [.. Directory.GetFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "README")];

    [Fact]
    public void Every_code_and_alert_has_its_page_and_every_page_its_code_or_alert()
    {
        var wanted = Codes.Concat(AlertRules.Prometheus.Select(alert => alert.Name)).Concat(AlertRules.Azure).Concat(Acts).ToList();

        Assert.True(Codes.Count() > 15);
        Assert.Equal(wanted.Distinct().Order(StringComparer.Ordinal), Pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_page_bears_its_name_and_speaks_Vietnamese_first() => Assert.Empty(
        from name in Pages
        let text = File.ReadAllText(Path.Combine(Folder, name + ".md"))
        let places = Vietnamese.Concat(English).Select(part => text.IndexOf(part, StringComparison.Ordinal)).ToList()
        where !text.StartsWith($"# `{name}`\n", StringComparison.Ordinal) || places.Contains(-1) || !places.SequenceEqual(places.Order())
        select name);

    [Fact]
    public void The_index_names_every_page_and_no_link_leads_nowhere()
    {
        var index = File.ReadAllText(Path.Combine(Folder, "README.md"));

        Assert.DoesNotContain(Pages, name => !index.Contains($"]({name}.md)", StringComparison.Ordinal));
        Assert.Empty(
            from file in Directory.GetFiles(Path.Combine(Repository.Root, "infra"), "*.md", SearchOption.AllDirectories)
            from Match link in Link().Matches(File.ReadAllText(file))
            where !Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, link.Groups[1].Value))
            select $"{file}: {link.Value}");
    }

    [Fact]
    public void The_page_of_the_pre_check_tells_every_rule()
    {
        var page = File.ReadAllText(Path.Combine(Folder, "kpi.md"));

        Assert.DoesNotContain(KpiRules.Sentences.Keys, rule => !page.Contains($"`{NationalPortalReasons.KpiPrefix}{rule}`", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_command_that_a_page_names_exists()
    {
        var sources = string.Concat(Repository.Sources("functions").Where(source => source.Path.EndsWith("Command.cs", StringComparison.Ordinal)).SelectMany(source => source.Lines));
        var commands = from name in Pages
                       from Match match in Command().Matches(File.ReadAllText(Path.Combine(Folder, name + ".md")))
                       from word in match.Groups[1].Value.Split(' ')
                       select (name, word);

        Assert.NotEmpty(commands);
        Assert.DoesNotContain(commands, c => c.word is not "--version" && !sources.Contains($"\"{c.word}\"", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`hub ((?:--version|[a-z-]+)(?: [a-z][a-z-]{3,}(?= [A-Z-]|`))?)")]
    private static partial Regex Command();
}
