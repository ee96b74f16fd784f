using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Shell;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.AcceptanceTests.CommandLine;

public sealed class ScreenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_audit_is_listed_newest_first_and_by_filters()
    {
        await using var hub = await ServedFolder.StartAsync(_folder["data"]);
        foreach (var role in new[] { "operator", "auditor" })
        {
            await CommandRun.InEnglishAsync("keys", "create", "--role", role, "--data", _folder["data"]);
        }

        var entries = await ListAsync("--act", "POST /keys");
        Assert.Equal(["auditor", "operator"], entries.Select(entry => entry!["detail"]!.GetValue<string>()));
        var newest = entries[0]!["seq"]!.GetValue<long>();
        Assert.Equal("operator", Assert.Single(await ListAsync("--act", "POST /keys", "--before", $"{newest}"))!["detail"]!.GetValue<string>());
        Assert.Empty(await ListAsync("--act", "POST /keys", "--result", "denied"));
        Assert.Empty(await ListAsync("--until", "2026-01-01T00:00:00+07:00"));
        Assert.Equal(1, (await ListAsync("--after", "0"))[0]!["seq"]!.GetValue<long>());
        Assert.Equal(64, (await CommandRun.InEnglishAsync("audit", "list", "--since", "yesterday", "--data", _folder["data"])).Code);
        Assert.Equal(64, (await CommandRun.InEnglishAsync("audit", "list", "--after", "1", "--before", "5", "--actor", "x", "--data", _folder["data"])).Code);
    }

    [Theory]
    [InlineData(Language.English, "What happened", "Deliveries")]
    [InlineData(Language.Vietnamese, "Đã qua", "Gửi đi")]
    public async Task A_dossier_is_told_in_blocks_in_the_language_that_is_read(Language language, string happened, string deliveries)
    {
        var story = new Story("000.00.01.H40-261118-5102").Received().Status("processing", 1);
        await File.WriteAllTextAsync(_folder["day.json"], $"[{story.Line(0)},{story.Line(1)}]");
        Assert.Equal(0, (await CommandRun.InEnglishAsync("send", _folder["day.json"], "--data", _folder["data"])).Code);

        var told = await CommandRun.RunAsync(language, CancellationToken.None, "dossier", story.Code, "--data", _folder["data"]);

        Assert.Equal((0, story.Code), (told.Code, told.Lines[0]));
        Assert.Contains(happened, told.Lines);
        Assert.Contains(deliveries, told.Lines);
        Assert.All(told.Lines, line => Assert.True(TextTable.Columns(line) <= Terminal.Narrowest, line));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<JsonArray> ListAsync(params string[] filter)
    {
        var run = await CommandRun.InEnglishAsync(["audit", "list", "--json", "--data", _folder["data"], .. filter]);
        Assert.True(run.Code == 0, run.Errors);
        return JsonNode.Parse(run.Output)!["entries"]!.AsArray();
    }
}
