using System.Text.Json.Nodes;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Hub.ProcessTests.Infra;

/// <summary>What <c>hub backup</c> and <c>hub restore</c> refuse, and what they leave behind.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_backup_is_private_whole_and_never_overwritten()
    {
        await FillAsync();

        var (code, made) = await BackupAsync("one.db");

        Assert.Equal((0, 2, ""), (code, made["events"]!.GetValue<int>(), made["auditBrokenAt"]?.ToJsonString() ?? ""));
        Assert.Equal($"{made["sha256"]}  one.db\n", await File.ReadAllTextAsync(_folder["one.db.sha256"]));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(_folder["one.db"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.part*"));
        Assert.Equal(64, (await RunAsync("data", "backup", _folder["one.db"])).Code);
        Assert.Equal(64, (await RunAsync("nothing", "backup", _folder["two.db"])).Code);
        Assert.Equal(64, (await RunAsync("data", "backup", _folder["three.db"], "--hub", "http://127.0.0.1:9", "--key", "x")).Code);
        var shared = await RunAsync("data", "backup", _folder["four.db"], "--set", "Store=postgres", "--set", "Postgres:ConnectionString=Host=127.0.0.1");
        Assert.Equal(64, shared.Code);
        Assert.Contains("infra/postgres", shared.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restored_store_doubts_everything_numbers_on_and_says_so_in_its_audit()
    {
        await FillAsync();
        await BackupAsync("one.db");
        Execute("data", "INSERT INTO partner_state (lane, key, json, checked_at) VALUES ('national-portal', 'k', '{}', 5)");
        await BackupAsync("two.db");

        Assert.Equal(0, (await RunAsync("elsewhere", "restore", _folder["two.db"])).Code);

        Assert.Equal("2 3", Read("elsewhere", "SELECT (SELECT COUNT(*) FROM envelopes WHERE doubtful = 1) || ' ' || (SELECT doubt FROM partner_state WHERE checked_at IS NULL)"));
        Assert.Equal("1", Read("elsewhere", "SELECT seq > 1700000000000 FROM sqlite_sequence WHERE name = 'events'"));
        Assert.Equal("store.restore two.db", Read("elsewhere", "SELECT act || ' ' || target FROM audit ORDER BY seq DESC LIMIT 1"));
        Assert.Equal(0, (await RunAsync("elsewhere", "audit", "verify")).Code);
    }

    [Fact]
    public async Task A_folder_that_is_used_or_not_empty_is_left_alone_and_force_keeps_what_was_there()
    {
        await FillAsync();
        await BackupAsync("one.db");
        var (hub, _) = await HubProcess.ServeAsync(null, "serve", "--data", _folder["data"], "--urls", "http://127.0.0.1:0");
        await using (hub)
        {
            Assert.Equal(69, (await RunAsync("data", "restore", _folder["one.db"], "--force")).Code);
            Assert.Equal(0, (await BackupAsync("while-serving.db")).Code);
            await hub.KillAsync();
        }

        await SendAsync("000.00.01.H40-261118-5102");
        Assert.Equal(64, (await RunAsync("data", "restore", _folder["one.db"])).Code);
        Assert.Equal("3", Read("data", "SELECT COUNT(*) FROM events"));

        Assert.Equal(0, (await RunAsync("data", "restore", _folder["one.db"], "--force")).Code);

        Assert.Equal("2", Read("data", "SELECT COUNT(*) FROM events"));
        Assert.Equal("3", Read("data", "SELECT COUNT(*) FROM events", "hub.db.replaced"));
        Assert.Empty(Directory.GetFiles(_folder["data"], "hub.db-wal"));
    }

    [Fact]
    public async Task A_backup_that_is_not_whole_changes_nothing()
    {
        await FillAsync();
        await BackupAsync("good.db");
        var torn = Copy("torn.db", bytes => bytes.AsSpan(bytes.Length / 2, 4096).Fill(0x5A));
        File.Copy(_folder["good.db.sha256"], torn + ".sha256");

        Assert.Contains(".sha256", await RefusedAsync(torn, 1), StringComparison.Ordinal);
        File.Delete(torn + ".sha256");
        Assert.Contains("cannot be used", await RefusedAsync(torn, 1), StringComparison.Ordinal);
        Assert.Contains("no store", await RefusedAsync(Copy("text.db", bytes => bytes.AsSpan().Fill((byte)'x')), 1), StringComparison.Ordinal);
        var shortened = _folder["short.db"];
        await File.WriteAllBytesAsync(shortened, (await File.ReadAllBytesAsync(_folder["good.db"]))[..8192]);
        await RefusedAsync(shortened, 1);
        var other = _folder["other.db"];
        Directory.CreateDirectory(_folder["x"]);
        Execute("x", "CREATE TABLE letters (a TEXT)", other);
        Assert.Contains("no store of a hub", await RefusedAsync(other, 1), StringComparison.Ordinal);
        var tampered = Copy("tampered.db", _ => { });
        Execute("x", "DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'nobody' WHERE seq = 1", tampered);
        Assert.Contains("audit 1", await RefusedAsync(tampered, 1), StringComparison.Ordinal);
        var newer = Copy("newer.db", _ => { });
        Execute("x", "INSERT INTO migrations (number, name, digest) VALUES (9999, 'later', 'x')", newer);
        Assert.Contains("newer hub", await RefusedAsync(newer, 69), StringComparison.Ordinal);
        Assert.Equal(64, (await RunAsync("elsewhere", "restore", _folder["none.db"])).Code);
    }

    [Fact]
    public async Task A_tampered_audit_is_still_copied_as_evidence_and_told()
    {
        await FillAsync();
        Execute("data", "DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'nobody' WHERE seq = 1");

        var (code, made) = await BackupAsync("evidence.db");

        Assert.Equal((1, 1), (code, made["auditBrokenAt"]!.GetValue<int>()));
        Assert.True(File.Exists(_folder["evidence.db"]));
    }

    [Fact]
    public async Task A_restore_that_was_cut_off_after_the_check_is_finished_by_the_next_start()
    {
        await FillAsync();
        await BackupAsync("one.db");
        await SendAsync("000.00.01.H40-261118-5103");
        File.Copy(_folder["one.db"], Path.Combine(_folder["data"], "hub.db.restored"));
        await File.WriteAllTextAsync(Path.Combine(_folder["data"], "hub.db-wal"), "the log of the former store");

        Assert.Equal(0, (await RunAsync("data", "audit", "verify")).Code);

        Assert.Equal("2", Read("data", "SELECT COUNT(*) FROM events"));
        Assert.False(File.Exists(Path.Combine(_folder["data"], "hub.db.restored")));
        Assert.Equal("the log of the former store", await File.ReadAllTextAsync(Path.Combine(_folder["data"], "hub.db.replaced-wal")));
        Assert.True(File.Exists(Path.Combine(_folder["data"], "hub.db.replaced")));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private Task<CommandRun> RunAsync(string data, params string[] args) => CommandRun.InEnglishAsync([.. args, "--data", _folder[data]]);

    private async Task FillAsync()
    {
        var story = new Story("000.00.01.H40-261118-5101").Received().Status("processing", 1);
        await File.WriteAllTextAsync(_folder["day.json"], $"[{story.Line(0)},{story.Line(1)}]");
        Assert.Equal(0, (await RunAsync("data", "send", _folder["day.json"])).Code);
    }

    private async Task SendAsync(string code)
    {
        await File.WriteAllTextAsync(_folder["more.json"], new Story(code).Received().Line(0));
        Assert.Equal(0, (await RunAsync("data", "send", _folder["more.json"])).Code);
    }

    private async Task<(int Code, JsonNode Made)> BackupAsync(string name)
    {
        var (code, output, errors) = await RunAsync("data", "backup", _folder[name], "--json");
        return (code, JsonNode.Parse(output) ?? throw new InvalidOperationException(errors));
    }

    private async Task<string> RefusedAsync(string file, int code)
    {
        var (ended, _, errors) = await RunAsync("elsewhere", "restore", file);
        Assert.True(ended == code, $"{file}: {ended} {errors}");
        Assert.Equal(["hub.lock"], Directory.GetFileSystemEntries(_folder["elsewhere"]).Select(Path.GetFileName));
        return errors;
    }

    private string Copy(string name, Action<byte[]> change)
    {
        var bytes = File.ReadAllBytes(_folder["good.db"]);
        change(bytes);
        File.WriteAllBytes(_folder[name], bytes);
        return _folder[name];
    }

    private void Execute(string data, string sql, string? file = null) => Scalar(sql, file ?? Path.Combine(_folder[data], "hub.db"));

    private string Read(string data, string sql, string file = "hub.db") => $"{Scalar(sql, Path.Combine(_folder[data], file))}";

    private static object? Scalar(string sql, string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written in this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
