using System.Text.Json.Nodes;

namespace Hub.Tests.Centres;

/// <summary>What the outside world saw, asked of the twins' control API.</summary>
internal sealed class Twin(Uri address) : IDisposable
{
    private readonly Caller _http = new(address);

    public Caller Http => _http;

    public async Task<JsonNode?> DossierAsync(string code)
    {
        var (status, text) = await _http.SendAsync("GET", $"_twin/portal/dossiers/{Uri.EscapeDataString(code)}");
        return status == 404 ? null : JsonNode.Parse(text);
    }

    public async Task<int> StatusAsync(string code) => (await DossierAsync(code))?["status"]!.GetValue<int>() ?? 0;

    public async Task<long> EffectAsync(string kind) => (await _http.GetAsync("_twin/effects"))[kind]?.GetValue<long>() ?? 0;

    public Task FaultAsync(string party, string kind, double share, double seconds, int? latencyMs = null) => _http.JsonAsync("POST", $"_twin/{party}/faults",
        latencyMs is { } wait
            ? new JsonObject { ["kind"] = kind, ["share"] = share, ["seconds"] = seconds, ["latencyMs"] = wait }
            : new JsonObject { ["kind"] = kind, ["share"] = share, ["seconds"] = seconds });

    public Task ClearFaultsAsync(string party) => _http.JsonAsync("DELETE", $"_twin/{party}/faults");

    public async Task<IReadOnlyList<JsonNode>> WebhooksAsync() => [.. (await _http.GetAsync("_twin/case-system/events?limit=1000"))["events"]!.AsArray().Select(e => e!)];

    /// <summary>Calls the portal past the hub, as another system of the province might.</summary>
    public async Task<JsonNode> CallAsync(string service, JsonObject body)
    {
        const string Unit = "000.00.00.H40";
        const string Destination = "?dstcode=VN:GOV:000.00.00.G22:vpcpdvcprovider";
        var login = await _http.JsonAsync("POST", "portal/mapi/login" + Destination, new JsonObject { ["username"] = "demo", ["password"] = "demo-password" });
        body["session"] = login["session"]!.GetValue<string>();
        body["madonvi"] = Unit;
        body["service"] = service;
        return await _http.JsonAsync("POST", "portal/mapi/g" + Destination, body);
    }

    public void Dispose() => _http.Dispose();
}
