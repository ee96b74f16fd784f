using System.Text.RegularExpressions;
using Hub.Tests;
using Xunit;

namespace Hub.AcceptanceTests.Architecture;

/// <summary>One name for each thing wherever a member of staff reads of it. The twins speak as their partners do.</summary>
public sealed partial class ScreenWordsTests
{
    /// <summary>Vietnamese words that were once on a screen, and the one that is used.</summary>
    private static readonly (string Never, string Word)[] Words =
    [
        ("thư chết", "thư chưa gửi được"),
        ("tin chết", "thư chưa gửi được"),
        ("hàng đợi chết", "thư chưa gửi được"),
        ("môi giới", "hàng đợi trung gian"),
        ("làn", "kênh"),
        ("tuyến gửi", "kênh"),
        ("bưu phẩm", "bưu gửi"),
        ("bưu kiện", "bưu gửi"),
        ("kiện hàng", "bưu gửi"),
        ("đơn hàng", "bưu gửi"),
        ("tác vụ", "việc cần xử lý"),
        ("việc chờ người xử lý", "việc cần xử lý"),
        ("khoá", "khóa"),
    ];

    [Fact]
    public void Staff_read_one_name_for_each_thing() => Assert.Empty(
        from text in Texts()
        from line in text.Lines.Select((line, index) => (Text: line, No: index + 1))
        from word in Words
        where line.Text.Contains(word.Never, StringComparison.OrdinalIgnoreCase) && Regex.IsMatch(line.Text, $@"(?<!\p{{L}}){word.Never}(?!\p{{L}})", RegexOptions.IgnoreCase)
        select $"{text.Path}:{line.No}: “{word.Never}” is called “{word.Word}”");

    [Fact]
    public void Every_word_that_is_used_is_on_some_screen()
    {
        var all = string.Join('\n', Texts().SelectMany(text => text.Lines));

        Assert.All(Words.Select(word => word.Word).Distinct(), word => Assert.Contains(word, all, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_reason_of_an_outcome_is_in_both_languages()
    {
        var literals = (
            from source in Repository.Sources("connectors").Where(source => !source.Path.StartsWith("connectors/Hub.Sandbox/", StringComparison.Ordinal))
            from Match match in ReasonLiteral().Matches(string.Join('\n', source.Lines))
            select (source.Path, Text: match.Groups["text"].Value)).ToList();

        // A literal that is nothing but an insertion passes a text on; facts of the wire are no language.
        Assert.NotEmpty(literals);
        Assert.DoesNotContain(literals, literal => !literal.Text.Contains(" / ", StringComparison.Ordinal) && !Passed().IsMatch(literal.Text));
    }

    private static IEnumerable<(string Path, string[] Lines)> Texts() =>
        Repository.Sources("connectors", "functions").Where(source => !source.Path.StartsWith("connectors/Hub.Sandbox/", StringComparison.Ordinal))
            .Concat(
                from folder in (string[])["functions", "connectors", "infra", "schemas"]
                from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
                where Written().IsMatch(file) && !Made().IsMatch(file)
                select (Path.GetRelativePath(Repository.Root, file), File.ReadAllLines(file)))
            .Append(("README.vi.md", File.ReadAllLines(Path.Combine(Repository.Root, "README.vi.md"))));

    [GeneratedRegex("""Outcome\.(Retry|Defer|Done)\(\s*\$?"(?<text>[^"]*)"|Outcome\.Reject\([^,"]*,\s*\$?"(?<text>[^"]*)["]""")]
    private static partial Regex ReasonLiteral();

    [GeneratedRegex("^(\\{[^{}]*(\\}|\\($|\\(\\$$)|HTTP [^ ]*)(: \\{[^{}]*\\})?$")]
    private static partial Regex Passed();

    [GeneratedRegex(@"\.(md|json|yml|bicep|html)$")]
    private static partial Regex Written();

    // What a build leaves, and what a person typed into a sample.
    [GeneratedRegex("/(obj|bin|samples|Hub.Sandbox)/")]
    private static partial Regex Made();
}
