using System.Text.RegularExpressions;
using Hub.Core;
using Hub.Functions.Shell;
using Xunit;

namespace Hub.AcceptanceTests.CommandLine;

public sealed partial class HelpTests
{
    [Theory]
    [InlineData(Language.English, "Usage:", "Commands:")]
    [InlineData(Language.Vietnamese, "Cách dùng:", "Lệnh:")]
    public async Task Every_command_explains_itself_in_one_language(Language language, string usage, string commands)
    {
        var waiting = new Queue<string[]>([[]]);
        var explained = 0;
        while (waiting.TryDequeue(out var path))
        {
            var help = await CommandRun.RunAsync(language, CancellationToken.None, [.. path, "--help"]);
            var name = string.Join(' ', path);
            Assert.True((help.Code, help.Errors) == (0, ""), name + help.Errors);
            Assert.Contains(usage, help.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(" / ", help.Output, StringComparison.Ordinal);
            Assert.True(language is Language.Vietnamese || !Vietnamese().IsMatch(help.Output), name + help.Output);
            Assert.All(help.Lines, line => Assert.True(TextTable.Columns(line) <= Terminal.Narrowest, line));
            explained++;
            foreach (var sub in Subcommands(help, commands))
            {
                waiting.Enqueue([.. path, sub]);
            }
        }

        Assert.True(explained > 40, $"{explained} commands");
    }

    private static IEnumerable<string> Subcommands(CommandRun help, string heading) => help.Lines
        .SkipWhile(line => line != heading).Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
        .Where(line => char.IsAsciiLetterLower(line[2])).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]);

    // Letters that English has not.
    [GeneratedRegex("[àáảãạăâđèéẻẽẹêìíỉĩịòóỏõọôơùúủũụưỳýỷỹỵ]", RegexOptions.IgnoreCase)]
    private static partial Regex Vietnamese();
}
