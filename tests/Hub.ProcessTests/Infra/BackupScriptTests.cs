using Hub.Tests;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.ProcessTests.Infra;

/// <summary><c>backup.sh</c> against the real executable, in a folder of the test.</summary>
public sealed class BackupScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task It_keeps_the_newest_the_last_of_each_day_and_of_each_month()
    {
        await FillAsync();
        var noon = new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc);
        for (var day = 0; day < 40; day++)
        {
            Touch(noon.AddDays(-day));
            Touch(noon.AddDays(-day).AddHours(-6));
        }

        var (code, text) = await RunAsync(("HUB_KEEP", "3"), ("HUB_KEEP_DAYS", "5"), ("HUB_KEEP_MONTHS", "2"));

        Assert.True(code == 0, text);
        var left = Files();
        Assert.Equal(
            ["hub-20260128T120000Z.db", "hub-20260129T120000Z.db", "hub-20260130T120000Z.db", "hub-20260131T060000Z.db", "hub-20260131T120000Z.db"],
            left.SkipLast(1));
        Assert.Equal(left.Count, Directory.GetFiles(_folder["backups"], "*.sha256").Length);
        Assert.Equal(0, (await CommandRun.InEnglishAsync("restore", Path.Combine(_folder["backups"], left[^1]), "--data", _folder["again"])).Code);
    }

    [Fact]
    public async Task When_there_is_no_backup_the_old_ones_stay()
    {
        Touch(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var (code, _) = await RunAsync(("HUB_KEEP", "0"), ("HUB_KEEP_DAYS", "0"), ("HUB_KEEP_MONTHS", "0"));

        Assert.Equal((64, 1), (code, Files().Count));
    }

    [Fact]
    public async Task The_command_after_it_gets_the_file_and_its_failure_is_the_scripts()
    {
        await FillAsync();
        var after = _folder["after.sh"];
        await File.WriteAllTextAsync(after, "#!/bin/sh\ncp \"$1\" \"$1.elsewhere\" && exit 9\n");
        await Shell.RunAsync("chmod", ["+x", after]);

        var (code, _) = await RunAsync(("HUB_AFTER", after));

        Assert.Equal(9, code);
        Assert.Single(Directory.GetFiles(_folder["backups"], "*.elsewhere"));
    }

    public void Dispose() => _folder.Dispose();

    private async Task FillAsync()
    {
        await File.WriteAllTextAsync(_folder["day.json"], new Story("000.00.01.H40-261118-5201").Received().Line(0));
        Assert.Equal(0, (await CommandRun.InEnglishAsync("send", _folder["day.json"], "--data", _folder["data"])).Code);
    }

    private void Touch(DateTime at)
    {
        Directory.CreateDirectory(_folder["backups"]);
        var path = Path.Combine(_folder["backups"], $"hub-{at:yyyyMMdd'T'HHmmss'Z'}.db");
        File.WriteAllText(path, "");
        File.WriteAllText(path + ".sha256", "");
    }

    private List<string> Files() => [.. Directory.GetFiles(_folder["backups"], "hub-*.db").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private Task<(int ExitCode, string Text)> RunAsync(params (string Name, string Value)[] more) => Shell.RunAsync(
        Path.Combine(Repository.Root, "infra/systemd/backup.sh"), [], new Dictionary<string, string>(more.Select(m => KeyValuePair.Create(m.Name, m.Value)))
        {
            ["HUB_BIN"] = Path.Combine(AppContext.BaseDirectory, "hub"),
            ["HUB_DATA"] = _folder["data"],
            ["HUB_BACKUPS"] = _folder["backups"],
        });
}
