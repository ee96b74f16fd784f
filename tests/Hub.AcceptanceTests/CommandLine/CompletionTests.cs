using Hub.Core;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.AcceptanceTests.CommandLine;

/// <summary>What bash itself completes with the script that <c>hub completion bash</c> prints.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("hub dead-l", "dead-letters")]
    [InlineData("hub dead-letters sk", "skip")]
    [InlineData("hub dead-letters --lane dead-letters sh", "show")]
    [InlineData("hub --data /tmp/x subs", "subscriptions")]
    [InlineData("hub --json aud", "audit")]
    [InlineData("hub dead-letters list --dos", "--dossier")]
    [InlineData("hub dead-letters list --ver", "")]
    [InlineData("hub keys create --role aud", "auditor")]
    [InlineData("hub completion ", "bash fish zsh")]
    [InlineData("hub waybills f", "fetch")]
    [InlineData("hub lanes pause --dat", "--data")]
    public async Task Bash_completes_what_the_command_tree_knows(string typed, string completed)
    {
        var script = await CommandRun.InEnglishAsync("completion", "bash");
        var words = typed.Split(' ');

        var run = await Shell.RunAsync("bash", ["-c", $"{script.Output}\nCOMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))}); COMP_CWORD={words.Length - 1}; _hub; echo \"${{COMPREPLY[*]}}\""]);

        Assert.Equal((0, completed), (run.ExitCode, run.Text.Trim()));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _hub hub")]
    [InlineData("zsh", "#compdef hub")]
    [InlineData("fish", "complete -c hub -f -n '__hub_at hub' -a 'dead-letters'")]
    public async Task Every_command_of_the_help_stands_in_every_script(string shell, string mark)
    {
        var (help, script) = (await CommandRun.InEnglishAsync("--help"), await CommandRun.InEnglishAsync("completion", shell));

        var commands = help.Lines.SkipWhile(line => line != "Commands:").Skip(1).Where(line => char.IsAsciiLetterLower(line[2])).Select(line => line.Trim().Split(' ')[0]).ToList();
        Assert.Contains("completion", commands);
        Assert.Contains(mark, script.Output, StringComparison.Ordinal);
        Assert.All(commands, command => Assert.Contains($"hub {command}'", script.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Words_are_explained_in_the_language_that_is_read()
    {
        var script = await CommandRun.RunAsync(Language.Vietnamese, CancellationToken.None, "completion", "zsh");

        Assert.Contains("'dead-letters:Thư chưa gửi được", script.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" / ", script.Output, StringComparison.Ordinal);
    }
}
