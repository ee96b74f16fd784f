using System.Globalization;
using Hub.Core;
using Hub.Functions;
using Hub.Functions.CommandLine;
using Hub.Functions.Shell;

namespace Hub.AcceptanceTests.CommandLine;

/// <summary>What a command answered that was run within this process, on a screen of eighty columns.</summary>
internal sealed record CommandRun(int Code, string Output, string Errors)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<CommandRun> InEnglishAsync(params string[] args) => RunAsync(Language.English, CancellationToken.None, args);

    public static async Task<CommandRun> RunAsync(Language language, CancellationToken ct, params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var errors = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var terminal = new Terminal { Out = TextWriter.Synchronized(output), Error = TextWriter.Synchronized(errors), Language = language };
        return new CommandRun(await HubCommandLine.RunAsync(Shipped.Wings, args, terminal, ct), output.ToString(), errors.ToString());
    }
}
