using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Tests;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.ProcessTests.Crashes;

/// <summary>The demonstration, twins and hub in one process, killed at random moments of its day.</summary>
public sealed partial class DemoKillTests : IDisposable
{
    private static readonly int Kills = Night.Or(3, 30);
    private static readonly int Dossiers = Night.Or(25, 300);
    private const int Seed = 20261122;
    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(Seed);

    [Fact]
    public async Task Killed_again_and_again_it_loses_and_doubles_nothing()
    {
        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var demo = Demo();
            await (kill % 3 == 0 ? UntilFirstFilesAsync() : UntilCallsAsync(demo, _random.Next(1, 50)));
            if (demo.HasExited)
            {
                // A day that is complete ends by itself, however soon; it must have agreed.
                Assert.True(await demo.ExitCodeAsync() == 0, $"seed {Seed}, kill {kill}: {demo.Errors}");
                continue;
            }

            await demo.KillAsync();
        }

        var (code, output, errors) = await RunAsync();

        Assert.True(code == 0 && output.Contains("AGREED", StringComparison.Ordinal), $"seed {Seed}: {code} {output} {errors}");
        Assert.Contains("doubled 0,", output, StringComparison.Ordinal);
        Assert.Contains("in the ledger lost 0, doubled 0", output, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"created {Dossiers},"), output, StringComparison.Ordinal);

        // And once more over what is complete.
        (code, output, _) = await RunAsync();
        Assert.Equal(0, code);
        Assert.Contains("accepted 0,", output, StringComparison.Ordinal);
        Assert.Contains("doubled 0,", output, StringComparison.Ordinal);
        Assert.Contains("in the ledger lost 0, doubled 0", output, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"created {Dossiers},"), output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Arguments(string data) =>
        ["demo", "--data", data, "--dossiers", Dossiers.ToString(CultureInfo.InvariantCulture), "--seed", "5", "--exit"];

    private HubProcess Demo() => HubProcess.Start(null, Arguments(_folder["demo"]));

    private Task<(int ExitCode, string Output, string Errors)> RunAsync() => HubProcess.RunAsync(null, Arguments(_folder["demo"]));

    /// <summary>Some way into the start: wherever the process is when its store first shows.</summary>
    private Task UntilFirstFilesAsync() =>
        Eventually.HoldsAsync("the store shows", () => Task.FromResult(Directory.Exists(Path.Combine(_folder["demo"], "hub"))));

    /// <summary>Until the portal has answered so many calls of this run.</summary>
    private static async Task UntilCallsAsync(HubProcess demo, int calls)
    {
        var line = await demo.WaitForLineAsync("twins http");
        using var twin = new Twin(new Uri(TwinAddress().Match(line).Groups[1].Value + "/"));
        await Eventually.HoldsAsync("the portal is called", async () =>
        {
            try
            {
                return await twin.EffectAsync("portal.calls") >= calls;
            }
            catch (HttpRequestException)
            {
                await demo.ExitCodeAsync();
                return true;
            }
        });
    }

    [GeneratedRegex("twins (http://[^ ]+)")]
    private static partial Regex TwinAddress();
}
