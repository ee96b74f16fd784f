using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Steps;
using Hub.Core.Trust;
using Hub.Functions;
using Hub.NationalPortal.Settings;
using Hub.Storage.Sqlite;
using Hub.Tests;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Hub.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ProcessTests.CommandLine;

/// <summary><c>hub move</c> as an operator runs it, killed on the way.</summary>
public sealed class MoveTests : IDisposable
{
    private static readonly int Events = Night.Or(10_000, 30_000);
    private static readonly Dictionary<string, string> AnyPort = new() { ["HUB__Urls"] = "http://127.0.0.1:0" };
    private static int _schemas;
    private readonly TemporaryFolder _folder = new();
    private readonly string _schema = string.Create(CultureInfo.InvariantCulture, $"moved_{Environment.ProcessId}_{Interlocked.Increment(ref _schemas)}");

    [Fact]
    public async Task Killed_on_the_way_there_and_on_the_way_back_it_goes_on_and_nothing_is_lost()
    {
        await FillAsync(_folder["old"]);
        var (embedded, shared, back) = ($"sqlite:{_folder["old"]}", $"postgres:{PostgresServer.Shared.ConnectionString()};{_schema}", $"sqlite:{_folder["new"]}");

        await KillAsync(embedded, shared);
        var refused = await HubProcess.RunAsync(OnPostgres(), "audit", "verify");
        Assert.Equal(69, refused.ExitCode);
        Assert.Contains("hub move", refused.Errors, StringComparison.Ordinal);
        await ContinueAsync(embedded, shared);
        var again = await HubProcess.RunAsync(null, "move", "--from", embedded, "--to", shared);
        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.Contains("nothing was left to do", again.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await HubProcess.RunAsync(OnPostgres(), "audit", "verify")).ExitCode);

        await KillAsync(shared, back);
        Assert.Equal(69, (await HubProcess.RunAsync(null, "--data", _folder["new"], "audit", "verify")).ExitCode);
        await ContinueAsync(shared, back);
        Assert.Equal(0, (await HubProcess.RunAsync(null, "--data", _folder["new"], "audit", "verify")).ExitCode);

        // Both stores that were left refuse whoever would deliver from them.
        foreach (var command in (string[][])[["serve"], ["lanes"], ["keys", "create", "--role", "operator"]])
        {
            Refuses(await HubProcess.RunAsync(AnyPort, ["--data", _folder["old"], .. command]), _schema);
            Refuses(await HubProcess.RunAsync(OnPostgres(), command), _folder["new"]);
        }

        var looked = await HubProcess.RunAsync(null, "doctor", "--data", _folder["old"]);
        Assert.Equal(1, looked.ExitCode);
        Assert.Contains("hub move --reopen", looked.Output, StringComparison.Ordinal);

        // The way back, when the new store is given up.
        var reopened = await HubProcess.RunAsync(null, "move", "--reopen", shared, "--json");
        Assert.True(reopened.ExitCode == 0, reopened.Errors);
        Assert.Contains(_folder["new"], reopened.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await HubProcess.RunAsync(OnPostgres(), "lanes")).ExitCode);
        Assert.Equal(64, (await HubProcess.RunAsync(null, "move", "--reopen", shared)).ExitCode);
    }

    [Fact]
    public async Task What_cannot_be_moved_is_refused_with_words_and_a_code()
    {
        Assert.Equal(64, (await HubProcess.RunAsync(null, "move", "--from", "here", "--to", "there")).ExitCode);
        Assert.Equal(64, (await HubProcess.RunAsync(null, "move", "--from", $"sqlite:{_folder["none"]}")).ExitCode);
        Assert.Equal(64, (await HubProcess.RunAsync(null, "move", "--from", "sqlite:a", "--to", "sqlite:b", "--reopen", "sqlite:a")).ExitCode);
        var missing = await HubProcess.RunAsync(null, "move", "--from", $"sqlite:{_folder["none"]}", "--to", $"sqlite:{_folder["new"]}");
        Assert.Equal(64, missing.ExitCode);
        Assert.Contains("There is no store", missing.Errors, StringComparison.Ordinal);
        var away = await HubProcess.RunAsync(null, "move", "--from", "postgres:Host=127.0.0.1;Port=1;Username=u;Password=hidden", "--to", $"sqlite:{_folder["new"]}");
        Assert.Equal(69, away.ExitCode);
        Assert.DoesNotContain("hidden", away.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task FillAsync(string folder)
    {
        await using var store = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton<LaneSignals>()
            .AddSingleton(new EnvelopeIds(TimeProvider.System, new Random(7))).AddSqliteStore(folder, Shipped.Wings.Store).BuildServiceProvider();
        var now = TimeProvider.System.GetUtcNow();
        var ids = store.GetRequiredService<EnvelopeIds>();
        foreach (var numbers in Enumerable.Range(0, Events).Chunk(1000))
        {
            await store.GetRequiredService<IInbox>().AcceptAsync(
                [.. numbers.Select(number => About(number, ids, now))], new AuditEntry(now, "test", Role.Operator, "fill", null, "allowed"), CancellationToken.None);
        }
    }

    private static Submission About(int number, EnvelopeIds ids, DateTimeOffset now)
    {
        var e = new CloudEvent
        {
            Id = $"e-{number}",
            Source = "/case-system",
            Type = EventTypes.DossierStatusChanged,
            Subject = $"H{number % 500}",
            Data = Encoding.UTF8.GetBytes($$"""{"n":{{number}}}"""),
        };
        return new Submission
        {
            Event = e,
            Digest = EventDigest.Of(e),
            ReceivedAt = now,
            AcceptedBy = "test",
            Envelopes = [new EnvelopeDraft(ids.Next(), NationalPortalCodes.Lane, e.Subject, e.Type)],
        };
    }

    private static async Task KillAsync(string from, string to)
    {
        await using var hub = HubProcess.Start(null, "move", "--from", from, "--to", to);
        await Eventually.HoldsAsync("the second table", () => Task.FromResult(hub.Errors.Contains("copying envelopes", StringComparison.Ordinal)));
        await hub.KillAsync();
        Assert.DoesNotContain("copying timers", hub.Errors, StringComparison.Ordinal);
    }

    private static async Task ContinueAsync(string from, string to)
    {
        var (code, output, errors) = await HubProcess.RunAsync(null, "move", "--from", from, "--to", to, "--json");
        Assert.True(code == 0, errors);
        var report = JsonNode.Parse(output)!;
        Assert.True(report["continued"]!.GetValue<bool>());
        foreach (var table in (string[])["events", "envelopes"])
        {
            Assert.Equal(Events, report["tables"]!.AsArray().Single(t => t!["table"]!.GetValue<string>() == table)!["rows"]!.GetValue<long>());
        }
    }

    private static void Refuses((int ExitCode, string Output, string Errors) ended, string target)
    {
        Assert.Equal(69, ended.ExitCode);
        Assert.Contains("was moved to", ended.Errors, StringComparison.Ordinal);
        Assert.Contains(target, ended.Errors, StringComparison.Ordinal);
        Assert.Contains("hub move --reopen", ended.Errors, StringComparison.Ordinal);
    }

    private Dictionary<string, string> OnPostgres() => new()
    {
        ["HUB__Data"] = _folder["shared"],
        ["HUB__Urls"] = "http://127.0.0.1:0",
        ["HUB__Store"] = "postgres",
        ["HUB__Postgres__ConnectionString"] = PostgresServer.Shared.ConnectionString(),
        ["HUB__Postgres__Schema"] = _schema,
    };
}
