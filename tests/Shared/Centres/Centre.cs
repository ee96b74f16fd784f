using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.Tests.Centres;

/// <summary>A centre as it is installed: <c>hub sandbox</c> and <c>hub serve</c>, two processes on loopback ports that the system chose.</summary>
public class Centre : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _keys = [];
    private readonly List<Caller> _callers = [];
    private HubProcess? _sandbox;
    private HubProcess? _hub;

    public string Data => _folder["data"];

    public Uri Address { get; private set; } = null!;

    public Uri TwinAddress { get; private set; } = null!;

    internal Twin Twin { get; private set; } = null!;

    /// <summary>Of the role <c>case-system</c>.</summary>
    internal Caller CaseSystem { get; private set; } = null!;

    internal Caller Operator { get; private set; } = null!;

    internal Caller Admin { get; private set; } = null!;

    /// <summary>Environment variables beyond the portal's address; the ladder is short so that a burnt attempt would show as a dead letter.</summary>
    public Dictionary<string, string> Environment { get; } = new()
    {
        ["HUB__Lanes__national-portal__Ladder"] = "00:00:00.3,00:00:00.3,00:00:00.3",
        ["HUB__Lanes__national-portal__ProbeEvery"] = "00:00:00.2",
        ["HUB__Lanes__national-portal__ProbeCeiling"] = "00:00:00.5",
        ["HUB__Lanes__national-portal__RatePerSecond"] = "0",
        ["HUB__Lanes__case-system__Ladder"] = string.Join(',', Enumerable.Repeat("00:00:00.4", 30)),
        ["HUB__Lanes__case-system__ProbeEvery"] = "00:00:00.2",
        ["HUB__Lanes__case-system__ProbeCeiling"] = "00:00:00.5",
        ["HUB__CaseSystem__AllowHttp"] = "true",
        ["HUB__CaseSystem__AllowedNetworks__0"] = "127.0.0.0/8",
    };

    public async Task InitializeAsync()
    {
        (_sandbox, TwinAddress) = await HubProcess.ServeAsync(null, "sandbox", "--urls", "http://127.0.0.1:0", "--seed", "7");
        Twin = new Twin(TwinAddress);
        Environment["HUB__NationalPortal__BaseAddress"] = $"{TwinAddress}portal/";
        Environment["HUB__CaseSystem__ExtraPorts__0"] = TwinAddress.Port.ToString(CultureInfo.InvariantCulture);
        await ServeAsync();
        var made = await RunAsync("keys", "create", "--role", "admin", "--data", Data, "--json");
        _keys["admin"] = JsonNode.Parse(made.Output)!["key"]!.GetValue<string>();
        Meet();
        foreach (var role in new[] { "case-system", "operator", "auditor", "portal" })
        {
            _keys[role] = (await Admin.JsonAsync("POST", "keys", new JsonObject { ["role"] = role, ["name"] = role }))["key"]!.GetValue<string>();
        }

        Meet();
    }

    public async Task DisposeAsync()
    {
        Twin?.Dispose();
        await StopAsync(_hub);
        await StopAsync(_sandbox);
    }

    public void Dispose()
    {
        _callers.ForEach(caller => caller.Dispose());
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    public string Key(string role) => _keys[role];

    /// <summary>A command on this centre's data folder, or as its arguments say; within the test's own process, where it need not start anew.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args)
    {
        var (code, output, errors) = await CommandRun.InEnglishAsync(Environment, args);
        return (code, output, errors);
    }

    /// <summary>The JSON that a command prints.</summary>
    public async Task<(int ExitCode, JsonNode Json)> JsonAsync(params string[] args)
    {
        var (code, output, errors) = await RunAsync([.. args, "--data", Data, "--json"]);
        return output.Length > 0 ? (code, JsonNode.Parse(output)!) : throw new InvalidOperationException($"{string.Join(' ', args)} ended with {code}: {errors}");
    }

    public async Task ServeAsync()
    {
        (_hub, Address) = await HubProcess.ServeAsync(Environment, "serve", "--data", Data, "--urls", "http://127.0.0.1:0");
        if (_keys.Count > 0)
        {
            Meet();
        }
    }

    public Task KillAsync() => _hub!.KillAsync();

    public Task<int> TerminateAsync() => _hub!.TerminateAsync();

    internal async Task<JsonNode> PostAsync(params IEnumerable<JsonObject> events)
    {
        var (status, text) = await CaseSystem.SendAsync("POST", "events", "[" + string.Join(',', events.Select(e => e.ToJsonString())) + "]", "application/cloudevents-batch+json");
        Assert.True(status == 202, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Until nothing waits in the portal's lane that could go.</summary>
    internal Task SettledAsync() => Eventually.HoldsAsync("the portal's lane has nothing to do", async () =>
    {
        var lane = await LaneAsync("national-portal");
        return lane["waiting"]!.GetValue<long>() == 0;
    });

    internal async Task<JsonNode> LaneAsync(string name) =>
        (await Operator.GetAsync("lanes"))["lanes"]!.AsArray().First(lane => lane!["lane"]!.GetValue<string>() == name)!;

    private void Meet()
    {
        Caller As(string role)
        {
            var caller = new Caller(Address, _keys.GetValueOrDefault(role));
            _callers.Add(caller);
            return caller;
        }

        (CaseSystem, Operator, Admin) = (As("case-system"), As("operator"), As("admin"));
    }

    private static async Task StopAsync(HubProcess? process)
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }
    }
}
