using Hub.Tests;
using Hub.Tests.Processes;
using Hub.Tests.Servers;
using Npgsql;
using Xunit;

namespace Hub.ProcessTests.Infra;

/// <summary><c>upgrade.sh</c> of a centre on PostgreSQL: the hub serves under a role that owns nothing, the schema is changed by its owner.</summary>
public sealed class PostgresUpgradeTests : IAsyncLifetime, IDisposable
{
    private static int _centres;
    private readonly TemporaryFolder _folder = new();
    private readonly string _url = $"http://127.0.0.1:{LoopbackPort.Next()}";
    private readonly string _name = $"upgraded_{Environment.ProcessId}_{Interlocked.Increment(ref _centres)}";

    private string Owner => PostgresCentre.Connection(_name);

    public async Task InitializeAsync()
    {
        PostgresCentre.Create(_name);
        await RunSqlAsync($"CREATE ROLE {_name} LOGIN");
        Directory.CreateDirectory(_folder["backups"]);
        await ReleaseAsync("1");
        Directory.CreateSymbolicLink(_folder["current"], _folder["1"]);
        // It returns when the hub is ready or has ended, however long that takes; only one that does not become ready is waited for by the clock.
        await ScriptAsync("start.sh", $"""
            export HUB__Store=postgres HUB__Postgres__Migrate=false HUB__Postgres__ConnectionString='{Owner};Username={_name}'
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
        await File.WriteAllTextAsync(_folder["owner.env"], $"""
            HUB__Postgres__ConnectionString='{Owner}'
            HUB__Postgres__AppRole={_name}
            {string.Join('\n', PostgresCentre.Script(_name, "").Where(pair => pair.Key.StartsWith("PG", StringComparison.Ordinal)).Select(pair => $"{pair.Key}={pair.Value}"))}
            """);
        var owner = new Dictionary<string, string> { ["HUB__Store"] = "postgres", ["HUB__Postgres__ConnectionString"] = Owner, ["HUB__Postgres__AppRole"] = _name };
        Assert.Equal(0, (await CommandRun.InEnglishAsync(owner, "keys", "create", "--role", "operator", "--data", _folder["data"])).Code);
        Assert.Equal(0, (await Shell.RunAsync(_folder["start.sh"], [])).ExitCode);
    }

    public Task DisposeAsync() => Shell.RunAsync(_folder["stop.sh"], []);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_schema_is_saved_then_changed_by_its_owner_and_then_the_new_release_serves_without_the_owners_rights()
    {
        await ReleaseAsync("2");

        var (code, text) = await UpgradeAsync();

        Assert.True(code == 0, text);
        Assert.Equal(_folder["2"], Current());
        Assert.True(await ServesAsync());
        Assert.Single(Directory.GetFiles(_folder["backups"], "hub-*.dump"));
        Assert.Equal(["--help as nobody", "lanes as owner", "serve as hub"], await File.ReadAllLinesAsync(_folder["calls-2"]));
    }

    [Fact]
    public async Task Where_the_schema_cannot_be_changed_the_old_release_goes_on()
    {
        await ReleaseAsync("2", """if [ "$1" = lanes ]; then exit 69; fi""");

        var (code, text) = await UpgradeAsync();

        Assert.True(code == 1, text);
        Assert.Equal(_folder["1"], Current());
        Assert.True(await ServesAsync());
    }

    [Fact]
    public async Task A_release_that_does_not_become_ready_is_taken_back()
    {
        await ReleaseAsync("2", """if [ "$1" = serve ]; then exit 70; fi""");

        var (code, text) = await UpgradeAsync();

        Assert.True(code == 1, text);
        Assert.Equal(_folder["1"], Current());
        Assert.True(await ServesAsync());
    }

    [Theory]
    [InlineData("HUB_OWNER_ENV", "/nowhere/owner.env")]
    [InlineData("HUB_SCRIPTS", "/nowhere")]
    [InlineData("HUB_STORE", "oracle")]
    public async Task What_is_missing_is_said_before_anything_is_stopped(string name, string value)
    {
        await ReleaseAsync("2");

        var (code, text) = await UpgradeAsync((name, value));

        Assert.True(code == 64, text);
        Assert.Equal(_folder["1"], Current());
        Assert.True(await IsUpAsync());
    }

    private static async Task RunSqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(PostgresCentre.Connection("postgres") + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // Written in these tests.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private string Current() => new FileInfo(_folder["current"]).LinkTarget!;

    // Writes down what it is asked and with whose rights, and is the real executable otherwise.
    private async Task ReleaseAsync(string name, string otherwise = "")
    {
        Directory.CreateDirectory(_folder[name]);
        await ScriptAsync(Path.Combine(name, "hub"), $"""
            case "$HUB__Postgres__ConnectionString" in "") who=nobody ;; *Username={_name}*) who=hub ;; *) who=owner ;; esac
            echo "$1 as $who" >>{_folder["calls-" + name]}
            {otherwise}
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

    // The hub was started by the test itself, and may still be on its way up.
    private async Task<bool> IsUpAsync() => (await Shell.RunAsync("kill", ["-0", (await File.ReadAllTextAsync(_folder["pid"])).Trim()])).ExitCode == 0;

    private Task<(int ExitCode, string Text)> UpgradeAsync(params (string Name, string Value)[] other)
    {
        var environment = new Dictionary<string, string>
        {
            ["HUB_STORE"] = "postgres",
            ["HUB_OWNER_ENV"] = _folder["owner.env"],
            ["HUB_ROOT"] = _folder.Path,
            ["HUB_DATA"] = _folder["data"],
            ["HUB_BACKUPS"] = _folder["backups"],
            ["HUB_URL"] = _url,
            ["HUB_WAIT"] = "5",
            ["HUB_AS"] = "",
            ["HUB_START"] = _folder["start.sh"],
            ["HUB_STOP"] = _folder["stop.sh"],
        };
        Array.ForEach(other, one => environment[one.Name] = one.Value);
        return Shell.RunAsync(Path.Combine(Repository.Root, "infra/systemd/upgrade.sh"), [_folder["2"]], environment);
    }
}
