using System.Net;
using System.Net.Sockets;
using Hub.Core;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.AcceptanceTests.CommandLine;

public sealed class WrongArgumentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("lanes nonsense")]
    [InlineData("lanes --nonsense")]
    [InlineData("keys")]
    [InlineData("keys create")]
    [InlineData("keys create --role king")]
    [InlineData("keys create --role operator --days 99999999")]
    [InlineData("keys create --role operator --days 3e9")]
    [InlineData("dossier")]
    [InlineData("dossier A B")]
    [InlineData("demo --dossiers 0")]
    [InlineData("demo --dossiers abc")]
    [InlineData("demo --dossiers 99999999999999999999")]
    [InlineData("demo --seed 1.5")]
    [InlineData("demo --set nonsense")]
    [InlineData("lanes --hub nonsense")]
    [InlineData("lanes --hub localhost:5080")]
    [InlineData("lanes --hub ftp://127.0.0.1/")]
    [InlineData("lanes --hub http://")]
    [InlineData("lanes --hub http://127.0.0.1:9 --key é")]
    [InlineData("serve --urls nonsense")]
    [InlineData("serve --urls http://127.0.0.1:99999")]
    [InlineData("serve --urls http://127.0.0.1:0/path")]
    [InlineData("serve --urls ;")]
    [InlineData("sandbox --urls nonsense")]
    [InlineData("sandbox --service-bus-port 70000")]
    [InlineData("dead-letters")]
    [InlineData("dead-letters list --limit 0")]
    [InlineData("dead-letters retry --rate NaN")]
    [InlineData("dead-letters retry --rate fast")]
    [InlineData("tasks --limit many")]
    [InlineData("audit list --before x")]
    [InlineData("lanes --lang fr")]
    [InlineData("move --from here --to there")]
    [InlineData("move")]
    [InlineData("backup /tmp/x --data /dev/null")]
    [InlineData("send /no/such/file --data /dev/null/data")]
    public async Task Wrong_arguments_are_one_sentence_and_64(string command)
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var run = await CommandRun.RunAsync(language, CancellationToken.None, command.Split(' ', StringSplitOptions.RemoveEmptyEntries));

            IsOneSentence(run, 64);
        }
    }

    [Theory]
    [InlineData("--data", "")]
    [InlineData("--hub", "")]
    [InlineData("--data", "a\0b")]
    public async Task An_empty_or_broken_argument_is_refused(string option, string value) => IsOneSentence(await CommandRun.InEnglishAsync("lanes", option, value), 64);

    [Theory]
    [InlineData("lanes")]
    [InlineData("serve --urls http://127.0.0.1:0")]
    [InlineData("keys create --role operator")]
    [InlineData("backup copy.db")]
    public async Task A_junk_database_is_one_sentence_and_64(string command)
    {
        Directory.CreateDirectory(_folder["junk"]);
        await File.WriteAllTextAsync(Path.Combine(_folder["junk"], "hub.db"), "this is no database, however long it may be");

        var run = await CommandRun.InEnglishAsync([.. command.Split(' '), "--data", _folder["junk"]]);

        IsOneSentence(run, 64);
        Assert.Contains("hub.db", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("sandbox")]
    public async Task A_busy_port_is_one_sentence_and_64(string command)
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();

        var run = await CommandRun.InEnglishAsync([command, "--urls", $"http://{busy.LocalEndpoint}", "--data", _folder["data"]]);

        IsOneSentence(run, 64);
        Assert.Contains("taken by another program", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lanes")]
    [InlineData("dead-letters list")]
    [InlineData("dead-letters show x")]
    [InlineData("dead-letters retry x")]
    [InlineData("tasks")]
    [InlineData("dossier H1")]
    [InlineData("audit list")]
    [InlineData("audit verify")]
    [InlineData("keys list")]
    [InlineData("keys revoke x")]
    [InlineData("waybills list vnpost")]
    [InlineData("verify")]
    [InlineData("backup copy.db")]
    public async Task A_command_that_reads_creates_no_store_and_says_that_there_is_none(string command)
    {
        var run = await CommandRun.InEnglishAsync([.. command.Split(' '), "--data", _folder["mistyped"]]);

        IsOneSentence(run, 64);
        Assert.Contains("there is no store", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["mistyped"]));
    }

    public void Dispose() => _folder.Dispose();

    private static void IsOneSentence(CommandRun run, int code)
    {
        Assert.Equal((code, ""), (run.Code, run.Output));
        Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("Exception", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(" / ", run.Errors, StringComparison.Ordinal);
    }
}
