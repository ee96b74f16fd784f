using System.Globalization;
using Hub.Core;
using Hub.Functions;
using Hub.Functions.CommandLine;
using Hub.Functions.Shell;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.Tests.Processes;

/// <summary>What a command answered that was run within this process, on a screen of eighty columns.</summary>
internal sealed record CommandRun(int Code, string Output, string Errors)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<CommandRun> InEnglishAsync(params string[] args) => RunAsync(Language.English, CancellationToken.None, args);

    /// <param name="environment">Settings as a process would find them: <c>HUB__A__B</c>.</param>
    public static Task<CommandRun> InEnglishAsync(IReadOnlyDictionary<string, string> environment, params string[] args) =>
        InEnglishAsync([.. args, .. environment.SelectMany(setting => new[] { "--set", $"{setting.Key["HUB__".Length..].Replace("__", ":", StringComparison.Ordinal)}={setting.Value}" })]);

    public static async Task<CommandRun> RunAsync(Language language, CancellationToken ct, params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var errors = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var terminal = new Terminal { Out = TextWriter.Synchronized(output), Error = TextWriter.Synchronized(errors), Language = language };
        return new CommandRun(await HubCommandLine.RunAsync(Shipped.Wings, args, terminal, ct), output.ToString(), errors.ToString());
    }
}

/// <summary>A hub served on a folder by its own command, so that each command on the folder need not open the store anew.</summary>
internal sealed class ServedFolder : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<CommandRun> _serving;

    private ServedFolder(string data) => _serving = CommandRun.RunAsync(
        Language.English, _stop.Token, "serve", "--urls", "http://127.0.0.1:0", "--data", data, "--set", "Telemetry:LogLevel=Critical");

    public static async Task<ServedFolder> StartAsync(string data)
    {
        var served = new ServedFolder(data);
        await Eventually.HoldsAsync("the hub serves", () => Task.FromResult(served._serving.IsCompleted || File.Exists(Path.Combine(data, "hub.run"))));
        return served;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        var ended = await _serving;
        _stop.Dispose();
        Assert.True(ended.Code == 0, ended.Errors);
    }
}
