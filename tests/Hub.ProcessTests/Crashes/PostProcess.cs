using System.Text.Json.Nodes;
using Hub.Sandbox;
using Hub.Sandbox.Postal;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Hub.ProcessTests.Crashes;

/// <summary>
/// A hub in a process of its own, to be killed, and three operators of different dialects that go on without it. The operators' clock is ahead, so that what
/// happens within one second is told in its order.
/// </summary>
public sealed class PostProcess : IAsyncLifetime, IDisposable
{
    private const string Push = "third";

    private readonly TemporaryFolder _folder = new();
    private readonly List<Caller> _callers = [];
    private WebApplication _twins = null!;
    private HubProcess? _hub;
    private string _key = "";
    private Dictionary<string, string> _environment = [];

    public IReadOnlyDictionary<string, string> Operators { get; } = new Dictionary<string, string> { ["a"] = "first", ["b"] = "second", ["d"] = Push };

    internal Caller Twin { get; private set; } = null!;

    /// <summary>Of the role <c>admin</c>.</summary>
    internal Caller Hub { get; private set; } = null!;

    internal Caller CaseSystem { get; private set; } = null!;

    /// <summary>Of each postal operator.</summary>
    internal Dictionary<string, Caller> Staff { get; } = [];

    public async Task InitializeAsync()
    {
        var options = new PostTwinOptions { KeepsWorkingHours = false, MagicCodes = false, Pace = 0.00005, LateAnswer = TimeSpan.FromSeconds(3) };
        _twins = SandboxHost.Build(new SandboxOptions { Seed = 7, Post = options });
        await _twins.StartAsync();
        Twin = Meet(new Uri(_twins.Urls.First()), null);
        await Twin.JsonAsync("POST", "_twin/clock", new JsonObject { ["advanceSeconds"] = 300 });
        _environment = Settings((await Twin.GetAsync("_twin/post/webhook/key"))["publicKeyPem"]!.GetValue<string>());
        var address = await StartAsync();
        var made = await CommandRun.InEnglishAsync(_environment, "keys", "create", "--role", "admin", "--data", _folder["data"], "--json");
        _key = JsonNode.Parse(made.Output)!["key"]!.GetValue<string>();
        await AimAsync(address);
        await PrepareAsync();
    }

    public async Task ServeAsync() => await AimAsync(await StartAsync());

    public Task KillAsync() => _hub!.KillAsync();

    public async Task DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        await _twins.StopAsync();
        await _twins.DisposeAsync();
    }

    public void Dispose()
    {
        _callers.ForEach(caller => caller.Dispose());
        _folder.Dispose();
    }

    private async Task<Uri> StartAsync()
    {
        (_hub, var address) = await HubProcess.ServeAsync(_environment, "serve", "--data", _folder["data"], "--urls", "http://127.0.0.1:0");
        return address;
    }

    private async Task AimAsync(Uri address)
    {
        Hub = Meet(address, _key);
        CaseSystem = await MeetAsync(address, "case-system");
        foreach (var name in Operators.Values)
        {
            Staff[name] = await MeetAsync(address, "postal-operator", name);
        }

        await Twin.JsonAsync("PUT", "_twin/post/webhook", new JsonObject { ["url"] = $"{address}postal/webhooks/{Push}" });
    }

    private async Task PrepareAsync()
    {
        await Hub.JsonAsync("POST", "units/import", JsonNode.Parse("""
            {"units":[{"code":"13285","name":"Phường Phủ Lý","provinceCode":"37","provinceName":"Tỉnh Ninh Bình"},{"code":"13291","name":"Phường Phù Vân","provinceCode":"37","provinceName":"Tỉnh Ninh Bình"}]}
            """));
        foreach (var name in Operators.Values)
        {
            await Hub.JsonAsync("POST", $"units/codes/{name}/import", JsonNode.Parse("""
                {"codes":[{"level":"province","theirs":"43","ours":"37"},{"level":"commune","theirs":"43001","ours":"13285"},{"level":"commune","theirs":"43002","ours":"13291"}]}
                """));
        }

        await Hub.JsonAsync("POST", "postal/waybill-ranges/fetch", new JsonObject { ["operator"] = "second", ["quantity"] = 1 });
    }

    private async Task<Caller> MeetAsync(Uri address, string role, string? of = null)
    {
        var asked = new JsonObject { ["role"] = role, ["name"] = role };
        if (of is not null)
        {
            asked["operator"] = of;
        }

        return Meet(address, (await Hub.JsonAsync("POST", "keys", asked))["key"]!.GetValue<string>());
    }

    private Caller Meet(Uri address, string? key)
    {
        var caller = new Caller(address, key);
        _callers.Add(caller);
        return caller;
    }

    private Dictionary<string, string> Settings(string webhookKey)
    {
        var settings = new Dictionary<string, string>
        {
            ["HUB__Lanes__postal__Ladder"] = string.Join(',', Enumerable.Repeat("00:00:00.3", 30)),
            ["HUB__Lanes__postal__ProbeEvery"] = "00:00:00.2",
            ["HUB__Lanes__postal__RatePerSecond"] = "0",
            ["HUB__Lanes__postal__Lease"] = "00:00:05",
            ["HUB__Post__PersonPause"] = "00:00:01",
            ["HUB__Post__Rules__0__MaxFee"] = "15000",
            ["HUB__Post__Rules__0__Operators__0"] = "first",
            ["HUB__Post__Rules__1__MaxFee"] = "45000",
            ["HUB__Post__Rules__1__Operators__0"] = "second",
            ["HUB__Post__Rules__2__Operators__0"] = Push,
        };
        foreach (var (letter, name) in Operators)
        {
            var at = $"HUB__Post__Operators__{name}__";
            settings[at + "Dialect"] = letter switch { "a" => "ngsp", "b" => "lgsp", _ => "myvnpost" };
            settings[at + "BaseAddress"] = $"{_twins.Urls.First()}/post/{letter}/";
            settings[at + "CustomerCode"] = "H40DEMO";
            settings[at + (letter == "d" ? "Username" : "Key")] = letter == "d" ? "demo" : "demo-key";
            settings[at + (letter == "d" ? "Password" : "Secret")] = letter == "d" ? "demo-password" : "demo-secret";
            settings[at + "FeedEvery"] = "00:00:00.1";
            settings[at + "PollEvery"] = "00:00:01";
            settings[at + "Timeouts__Write"] = "00:00:01";
            settings[at + "DoubtGrace"] = "00:00:02";
            settings[at + "RangeLowWater"] = "0";
        }

        settings[$"HUB__Post__Operators__{Push}__WebhookKey"] = webhookKey;
        return settings;
    }
}
