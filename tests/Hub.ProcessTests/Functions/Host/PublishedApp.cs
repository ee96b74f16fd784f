using System.Diagnostics;
using Hub.Tests;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>
/// The folder that is deployed to Azure but for the host's own extensions, once for all classes of this run: by day of what is built, by night by the
/// command that its README names, which compiles the executable anew for its platform.
/// </summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    public string Root { get; private set; } = "";

    public async Task InitializeAsync() => Root = await Made.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<string> MakeAsync()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();

        string[] what = Night.Or(0, 1) == 1
            ? ["-c", "Release", "-r", "linux-x64", "--self-contained", "false"]
            : ["-c", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "--no-build"];

        // What the tests were built from is up to date and stays as it is; the lock keeps two runs over one tree apart.
        var start = new ProcessStartInfo("flock",
        [
            Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts")).FullName, "publish.lock"),
            "dotnet", "publish", Path.Combine(Repository.Root, "functions"), .. what, "-o", folder["app"],
            "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false", "-nodeReuse:false", "--nologo", "-v", "q",
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
        var output = publish.StandardOutput.ReadToEndAsync();
        var errors = publish.StandardError.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, await output + await errors);
        return folder["app"];
    }
}
