using System.Text.Json.Nodes;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.ProcessTests.CommandLine;

/// <summary>The work list from the command line, of a hub whose only operator has no waybills to give.</summary>
public sealed class TasksTests : IAsyncLifetime, IDisposable
{
    private const string Code = "000.00.01.H40-261118-6301";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new()
    {
        ["HUB__Post__Operators__buudien__Dialect"] = "desk",
        ["HUB__Post__Operators__buudien__UsesRanges"] = "true",
        ["HUB__Telemetry__LogLevel"] = "Critical",
    };

    private HubProcess? _hub;

    public async Task InitializeAsync()
    {
        (_hub, _) = await HubProcess.ServeAsync(_environment, "serve", "--data", _folder["data"], "--urls", "http://127.0.0.1:0");
        var pickup = _folder["pickup.json"];
        await File.WriteAllTextAsync(pickup, Pickup());
        var (code, output, errors) = await RunAsync("send", pickup);
        Assert.True(code == 0, output + errors);
    }

    public async Task DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_task_is_listed_shown_ended_with_its_result_and_told_by_the_doctor()
    {
        var task = await Eventually.FindAsync("the task of the empty range", async () => (await ListAsync("--kind", "waybill-range-empty")).FirstOrDefault());
        var id = task["id"]!.GetValue<string>();
        Assert.Equal("buudien", task["subject"]!.GetValue<string>());
        Assert.Empty(await ListAsync("--dossier", "none"));
        Assert.Contains("1 tasks wait for a person, 0 of them overdue", (await RunAsync("doctor")).Output, StringComparison.Ordinal);

        var (shown, words, _) = await RunAsync("tasks", "show", id);
        Assert.Equal(0, shown);
        Assert.Contains("No waybill numbers of buudien are left", words, StringComparison.Ordinal);
        Assert.Contains("of the centre", words, StringComparison.Ordinal);

        Assert.Equal(64, (await RunAsync("tasks", "end", id, "--result", " ")).ExitCode);
        var (ended, answer, _) = await RunAsync("tasks", "end", id, "--result", "đã nhập dải mới");
        Assert.Equal(0, ended);
        Assert.Contains("đã nhập dải mới", answer, StringComparison.Ordinal);
        Assert.Equal(64, (await RunAsync("tasks", "end", id, "--result", "lần nữa")).ExitCode);

        Assert.Empty(await ListAsync());
        Assert.Equal("đã nhập dải mới", Assert.Single(await ListAsync("--ended"))!["result"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_below_the_level_of_the_log_is_not_logged()
    {
        await Eventually.FindAsync("the task of the empty range", async () => (await ListAsync()).FirstOrDefault());

        Assert.Equal("", _hub!.Errors);
    }

    private async Task<JsonArray> ListAsync(params string[] filter)
    {
        var (code, output, errors) = await RunAsync(["tasks", "--json", .. filter]);
        Assert.True(code == 0, errors);
        return JsonNode.Parse(output)!["tasks"]!.AsArray();
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args) => HubProcess.RunAsync(_environment, [.. args, "--data", _folder["data"]]);

    private static string Pickup() => new JsonObject
    {
        ["specversion"] = "1.0",
        ["id"] = "6301-pickup",
        ["source"] = "urn:test:mot-cua",
        ["type"] = "vn.onestop.postal.pickup-requested.v1",
        ["subject"] = Code,
        ["time"] = "2026-11-18T09:00:00+07:00",
        ["datacontenttype"] = "application/json",
        ["data"] = JsonNode.Parse("""
            {
              "requestedAt": "2026-11-18T09:00:00+07:00",
              "citizen": { "name": "Nguyễn Văn Demo", "phone": "0900000001", "address": { "line": "Số 1, đường Ví Dụ", "communeName": "Phường Ba Đình", "provinceName": "Hà Nội" } },
              "agency": { "name": "Bộ phận một cửa Demo", "phone": "02430000001", "address": { "line": "Số 2, đường Ví Dụ", "communeCode": "00008", "provinceCode": "01" } },
              "papers": [{ "id": "p-1", "name": "Giấy báo tử", "count": 1, "kind": "original" }]
            }
            """),
    }.ToJsonString();
}
