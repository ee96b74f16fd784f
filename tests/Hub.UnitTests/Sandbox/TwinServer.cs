using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Letters;
using Hub.Sandbox;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Hub.UnitTests.Sandbox;

/// <summary>The twins on a free loopback port, and a caller that speaks as a province's adapter does.</summary>
public sealed class TwinServer : IAsyncDisposable
{
    public const string DstCode = "VN:GOV:000.00.00.G22:vpcpdvcprovider";

    private readonly WebApplication _app;

    private TwinServer(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public string Session { get; set; } = "";

    public static async Task<TwinServer> StartAsync(SandboxOptions? options = null, params ITwin[] further)
    {
        var app = SandboxHost.Build(options ?? new SandboxOptions(), further);
        await app.StartAsync();
        return new TwinServer(app);
    }

    public static async Task<TwinServer> StartWithSessionAsync(SandboxOptions? options = null)
    {
        var twin = await StartAsync(options);
        await twin.LogInAsync();
        return twin;
    }

    public async Task LogInAsync() =>
        Session = (string)(await ReadAsync(await PostAsync("/portal/mapi/login", """{"username":"demo","password":"demo-password"}""")))["session"]!;

    public async Task<HttpResponseMessage> PostAsync(string path, string body, string? dstCode = DstCode)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (dstCode is not null)
        {
            request.Headers.Add("dstcode", dstCode);
        }

        return await Http.SendAsync(request);
    }

    /// <summary>Calls an operation and gives the raw answer.</summary>
    public Task<HttpResponseMessage> SendAsync(string service, JsonObject? fields = null)
    {
        var body = new JsonObject { ["session"] = Session, ["madonvi"] = "000.00.00.H40", ["service"] = service };
        foreach (var (name, value) in fields ?? [])
        {
            body[name] = value?.DeepClone();
        }

        return PostAsync("/portal/mapi/g", body.ToJsonString());
    }

    public async Task<JsonObject> CallAsync(string service, JsonObject? fields = null) => await ReadAsync(await SendAsync(service, fields));

    public Task<HttpResponseMessage> SendDossierAsync(JsonObject item, bool update = false) =>
        SendAsync("DongBoHoSoMC", new JsonObject { ["isUpdating"] = update ? "True" : "False", ["data"] = new JsonArray(item.DeepClone()) });

    public async Task<JsonObject> StoreAsync(JsonObject item, bool update = false) => await ReadAsync(await SendDossierAsync(item, update));

    public Task<JsonObject> LookUpAsync(string code) => CallAsync("TraCuuHoSo", new JsonObject { ["mahoso"] = code });

    public async Task LookUpRawAsync() => (await SendAsync("TraCuuHoSo", new JsonObject { ["mahoso"] = "khong-co" })).Dispose();

    public Task<JsonObject> AppendAsync(params JsonObject[] lines) =>
        CallAsync("CapNhatTienDoHoSoMC", new JsonObject { ["data"] = new JsonArray([.. lines.Select(line => line.DeepClone())]) });

    public async Task<JsonObject> ControlAsync(string path) => (await Http.GetFromJsonAsync<JsonObject>("/_twin" + path))!;

    public async Task<JsonObject> ControlAsync(string path, JsonObject body) =>
        await ReadAsync(await Http.PostAsJsonAsync("/_twin" + path, body));

    public Task<JsonObject> DossierAsync(string code) => ControlAsync("/portal/dossiers/" + Uri.EscapeDataString(code));

    public async Task<long> EffectAsync(string kind) => (long)((await ControlAsync("/effects"))[kind] ?? 0L)!;

    public Task<JsonObject> FaultAsync(string json) => ControlAsync("/portal/faults", JsonNode.Parse(json)!.AsObject());

    public Task<JsonObject> AdvanceAsync(double seconds) => ControlAsync("/clock", new JsonObject { ["advanceSeconds"] = seconds });

    public static async Task<JsonObject> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
            return JsonNode.Parse(text)!.AsObject();
        }
    }

    public static bool IsSuccess(JsonObject reply) => VietnameseText.Fold((string)reply["message"]!).Contains("thành công", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
