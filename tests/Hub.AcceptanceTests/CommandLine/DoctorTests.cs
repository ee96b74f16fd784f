using System.Text.Json.Nodes;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.AcceptanceTests.CommandLine;

public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task It_makes_no_store_and_says_that_there_is_none()
    {
        var (code, checks) = await LookAsync("--data", _folder["mistyped"]);

        Assert.Equal((1, "bad"), (code, checks["store"].Grade));
        Assert.Contains("there is no store", checks["store"].Text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["mistyped"]));
    }

    [Fact]
    public async Task What_is_not_in_use_is_told_from_what_cannot_be_reached()
    {
        await CommandRun.InEnglishAsync("keys", "create", "--role", "case-system", "--data", _folder["data"]);

        var (code, unused) = await LookAsync("--data", _folder["data"]);
        var (ill, away) = await LookAsync("--data", _folder["data"], "--set", "NationalPortal:BaseAddress=http://127.0.0.1:9/");

        Assert.Equal((0, "unseen", "unseen"), (code, unused["national-portal"].Grade, unused["postal"].Grade));
        Assert.Contains("not in use: NationalPortal:BaseAddress is not set", unused["national-portal"].Text, StringComparison.Ordinal);
        Assert.Equal((1, "bad"), (ill, away["national-portal"].Grade));
        Assert.Contains("cannot be reached", away["national-portal"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_found_also_while_no_hub_runs()
    {
        await CommandRun.InEnglishAsync("keys", "create", "--role", "case-system", "--data", _folder["data"]);

        var (code, checks) = await LookAsync("--data", _folder["data"], "--set", "Transport=rabbitmq", "--set", "RabbitMq:Uri=amqp://guest:secret@127.0.0.1:9/");

        Assert.Equal((1, "bad"), (code, checks["broker"].Grade));
        Assert.DoesNotContain("secret", checks["broker"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_hub_elsewhere_it_says_what_it_did_not_see()
    {
        var (code, checks) = await LookAsync("--hub", "http://127.0.0.1:9", "--key", "x");

        Assert.Equal((1, "unseen", "unseen", "bad"), (code, checks["settings"].Grade, checks["machine"].Grade, checks["hub"].Grade));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int Code, Dictionary<string, (string Grade, string Text)> Checks)> LookAsync(params string[] args)
    {
        var run = await CommandRun.InEnglishAsync(["doctor", "--json", .. args]);
        Assert.True(run.Output.Length > 0, run.Errors);
        return (run.Code, JsonNode.Parse(run.Output)!["checks"]!.AsArray().GroupBy(check => check!["check"]!.GetValue<string>())
            .ToDictionary(checks => checks.Key, checks => (checks.First()!["grade"]!.GetValue<string>(), checks.First()!["en"]!.GetValue<string>())));
    }
}
