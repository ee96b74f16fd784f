using System.Diagnostics;
using Hub.Tests;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>The folder that is deployed to Azure, made by the one command that its README names, once for all tests of this collection.</summary>
public sealed class PublishedApp : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly TemporaryFolder _folder = new();

    public string Root => _folder["app"];

    public async Task InitializeAsync()
    {
        // Artifacts of its own, kept for the next run: the tests may not disturb, nor be disturbed by, what else is built in this tree.
        var start = new ProcessStartInfo("dotnet",
        [
            "publish", Path.Combine(Repository.Root, "functions"), "-c", "Release", "-r", "linux-x64", "--self-contained", "-o", Root,
            "--artifacts-path", Path.Combine(Repository.Root, "artifacts", "published-app"), "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false", "-nodeReuse:false", "--nologo", "-v", "q",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        using var publish = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = publish.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = publish.StandardError.ReadToEndAsync(patience.Token);
        await publish.WaitForExitAsync(patience.Token);
        Assert.True(publish.ExitCode == 0, await output + await errors);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
