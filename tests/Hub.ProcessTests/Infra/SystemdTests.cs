using Hub.Tests;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.ProcessTests.Infra;

/// <summary>The units as systemd's own tools read them, and what must stand in them.</summary>
public sealed class SystemdTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "infra/systemd");

    [Fact]
    public async Task Every_script_of_the_folder_parses_and_may_be_run()
    {
        var scripts = Directory.GetFiles(Path.Combine(Repository.Root, "infra"), "*.sh", SearchOption.AllDirectories);

        Assert.True(scripts.Length >= 2);
        foreach (var script in scripts)
        {
            Assert.Equal((0, ""), await Shell.RunAsync("bash", ["-n", script]));
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute), script);
            Assert.Contains("set -euo pipefail", await File.ReadAllTextAsync(script), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Systemd_finds_no_fault_in_the_units_and_little_exposure()
    {
        using var folder = new TemporaryFolder();
        var units = Directory.GetFiles(Folder, "*.service").Concat(Directory.GetFiles(Folder, "*.timer")).ToList();
        foreach (var unit in units)
        {
            // What they start is not installed here.
            var lines = (await File.ReadAllLinesAsync(unit)).Select(line => line.StartsWith("ExecStart=/opt/", StringComparison.Ordinal) ? "ExecStart=/bin/true" : line);
            await File.WriteAllLinesAsync(folder[Path.GetFileName(unit)], lines);
        }

        Assert.Equal((0, ""), await Shell.RunAsync("systemd-analyze", ["verify", .. units.Select(unit => folder[Path.GetFileName(unit)])]));
        foreach (var unit in new[] { "hub.service", "hub-backup.service" })
        {
            var (code, text) = await Shell.RunAsync("systemd-analyze", ["security", "--offline=true", "--threshold=25", folder[unit]]);
            Assert.True(code == 0, text);
        }
    }

    [Theory]
    [InlineData("hub.service", "User", "hub")]
    [InlineData("hub.service", "NoNewPrivileges", "yes")]
    [InlineData("hub.service", "ProtectSystem", "strict")]
    [InlineData("hub.service", "StateDirectory", "hub")]
    [InlineData("hub.service", "StateDirectoryMode", "0700")]
    [InlineData("hub.service", "CapabilityBoundingSet", "")]
    [InlineData("hub.service", "MemoryDenyWriteExecute", "no")]
    [InlineData("hub.service", "RestartPreventExitStatus", "64 78")]
    [InlineData("hub.service", "EnvironmentFile", "-/etc/hub/hub.env")]
    [InlineData("hub-backup.service", "User", "hub")]
    [InlineData("hub-backup.service", "ReadWritePaths", "/var/backups/hub")]
    public void A_unit_says_what_protects_the_centre(string unit, string key, string value) =>
        Assert.Contains($"{key}={value}", File.ReadAllLines(Path.Combine(Folder, unit)));
}
