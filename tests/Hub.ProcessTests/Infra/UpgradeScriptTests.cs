using Hub.Tests;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Hub.Tests.Servers;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Hub.ProcessTests.Infra;

/// <summary><c>upgrade.sh</c> with the real executable as old and new release, and with new releases that fail.</summary>
public sealed class UpgradeScriptTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _url = $"http://127.0.0.1:{LoopbackPort.Next()}";

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder["backups"]);
        Release("1");
        Directory.CreateSymbolicLink(_folder["current"], _folder["1"]);
        // It returns when the hub is ready or has ended, however long that takes; only one that does not become ready is waited for by the clock.
        await ScriptAsync("start.sh", $"""
            {_folder["current"]}/hub serve --data {_folder["data"]} --urls {_url} >{_folder["log"]} 2>&1 9>&- &
            echo $! >{_folder["pid"]}
            until curl --noproxy '*' -fs -o /dev/null {_url}/health/ready || ! kill -0 $! 2>/dev/null; do sleep 0.05; done
            """);
        await ScriptAsync("stop.sh", $"""
            [ -f {_folder["pid"]} ] || exit 0
            kill "$(cat {_folder["pid"]})" 2>/dev/null || true
            while kill -0 "$(cat {_folder["pid"]})" 2>/dev/null; do sleep 0.05; done
            rm {_folder["pid"]}
            """);
        await File.WriteAllTextAsync(_folder["day.json"], new Story("000.00.01.H40-261118-5301").Received().Line(0));
        Assert.Equal(0, (await CommandRun.InEnglishAsync("send", _folder["day.json"], "--data", _folder["data"])).Code);
        Assert.Equal(0, (await Shell.RunAsync(_folder["start.sh"], [])).ExitCode);
    }

    public Task DisposeAsync() => Shell.RunAsync(_folder["stop.sh"], []);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_new_release_takes_the_place_and_a_backup_is_left()
    {
        Release("2");

        var (code, text) = await UpgradeAsync("2");

        Assert.True(code == 0, text);
        Assert.Equal(_folder["2"], Current());
        Assert.True(await ServesAsync());
        Assert.Single(Directory.GetFiles(_folder["backups"], "before-upgrade-*.db"));
        Assert.Equal(0, (await UpgradeAsync("2")).ExitCode);
    }

    [Fact]
    public async Task A_release_that_does_not_become_ready_is_taken_back()
    {
        await BrokenReleaseAsync("2", "exit 70");

        var (code, text) = await UpgradeAsync("2");

        Assert.True(code == 1, text);
        Assert.Equal(_folder["1"], Current());
        Assert.True(await ServesAsync());
        Assert.False(File.Exists(Path.Combine(_folder["data"], "hub.db.replaced")));
    }

    [Fact]
    public async Task A_store_that_the_new_release_changed_is_restored_for_the_old_one()
    {
        // A store as a newer hub would leave it.
        File.Copy(Path.Combine(_folder["data"], "hub.db"), _folder["newer.db"]);
        using (var connection = new SqliteConnection($"Data Source={_folder["newer.db"]};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL) STRICT;
                INSERT INTO migrations (number, name, digest) VALUES (9999, 'later', 'x');
                """;
            await command.ExecuteNonQueryAsync();
        }

        await BrokenReleaseAsync("2", $"rm -f {_folder["data"]}/hub.db-wal {_folder["data"]}/hub.db-shm; cp {_folder["newer.db"]} {_folder["data"]}/hub.db; exit 70");

        var (code, text) = await UpgradeAsync("2");

        Assert.True(code == 1, text);
        Assert.Equal(_folder["1"], Current());
        Assert.True(await ServesAsync());
        Assert.True(File.Exists(Path.Combine(_folder["data"], "hub.db.replaced")));
    }

    [Fact]
    public async Task Without_a_backup_nothing_is_changed()
    {
        Release("2");
        Directory.Delete(_folder["backups"]);

        var (code, text) = await UpgradeAsync("2");

        Assert.True(code == 1, text);
        Assert.Equal(_folder["1"], Current());
        Assert.True(await ServesAsync());
        Assert.Equal(64, (await UpgradeAsync("nowhere")).ExitCode);
    }

    private string Current() => new FileInfo(_folder["current"]).LinkTarget!;

    private void Release(string name)
    {
        Directory.CreateDirectory(_folder[name]);
        File.CreateSymbolicLink(Path.Combine(_folder[name], "hub"), Path.Combine(AppContext.BaseDirectory, "hub"));
    }

    private async Task BrokenReleaseAsync(string name, string serve)
    {
        Directory.CreateDirectory(_folder[name]);
        await ScriptAsync(Path.Combine(name, "hub"), $"""
            if [ "$1" = serve ]; then {serve}; fi
            exec {Path.Combine(AppContext.BaseDirectory, "hub")} "$@"
            """);
    }

    private async Task ScriptAsync(string name, string text)
    {
        await File.WriteAllTextAsync(_folder[name], "#!/usr/bin/env bash\n" + text + "\n");
        await Shell.RunAsync("chmod", ["+x", _folder[name]]);
    }

    private async Task<bool> ServesAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.GetAsync(new Uri(_url + "/health/ready"));
        return answer.IsSuccessStatusCode;
    }

    private Task<(int ExitCode, string Text)> UpgradeAsync(string release) => Shell.RunAsync(
        Path.Combine(Repository.Root, "infra/systemd/upgrade.sh"), [_folder[release]], new Dictionary<string, string>
        {
            ["HUB_ROOT"] = _folder.Path,
            ["HUB_DATA"] = _folder["data"],
            ["HUB_BACKUPS"] = _folder["backups"],
            ["HUB_URL"] = _url,
            ["HUB_WAIT"] = "5",
            ["HUB_AS"] = "",
            ["HUB_START"] = _folder["start.sh"],
            ["HUB_STOP"] = _folder["stop.sh"],
        });
}
