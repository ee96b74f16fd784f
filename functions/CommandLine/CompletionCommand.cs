using System.CommandLine;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub completion</c>: a script with which a shell completes commands and options. It is made from the command tree, so it knows what this version knows.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "Loại shell: bash, zsh hoặc fish / the shell: bash, zsh or fish" };
        shell.AcceptOnlyFromAmong(CompletionScript.Shells);
        var command = new Command("completion", "In tập lệnh để shell tự điền lệnh: source <(hub completion bash) / print a script that lets a shell complete commands: source <(hub completion bash)") { shell };
        command.SetAction(parse =>
        {
            var tree = CommandWords.Of(parse.RootCommandResult.Command, "hub", Output.Terminal.Language);
            parse.InvocationConfiguration.Output.Write(CompletionScript.Of(parse.GetRequiredValue(shell), tree));
            return ExitCode.Ok;
        });
        return command;
    }
}
