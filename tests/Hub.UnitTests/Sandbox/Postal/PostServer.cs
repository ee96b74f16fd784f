using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Sandbox;
using Hub.Sandbox.Postal;
using Hub.Tests;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Hub.UnitTests.Sandbox.Postal;

/// <summary>The postal operator on a free loopback port with a clock that stands still, and a customer of all three dialects.</summary>
public sealed class PostServer : IAsyncDisposable
{
    public const string Customer = "H40DEMO";
    public const string FirstCursor = "000000000000000000000000";
    private const string Ngsp = "/post/a/apiVNPostNGSP/p1.0";

    private readonly WebApplication _app;

    private PostServer(WebApplication app, ManualClock clock)
    {
        (_app, Clock) = (app, clock);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public ManualClock Clock { get; }

    public string TokenA { get; set; } = "";

    public string TokenB { get; set; } = "lgsp-demo-token";

    public string TokenD { get; set; } = "";

    /// <summary>Starts on Monday, 2 March 2026, 08:00 in Vietnam.</summary>
    public static async Task<PostServer> StartAsync(PostTwinOptions? post = null, string? folder = null, ManualClock? at = null)
    {
        var clock = at ?? new ManualClock(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        var app = SandboxHost.Build(new SandboxOptions { Post = post ?? new PostTwinOptions(), TimeProvider = clock, DataDirectory = folder });
        await app.StartAsync();
        var server = new PostServer(app, clock);
        await server.LogInAsync();
        return server;
    }

    public async Task LogInAsync()
    {
        using var grant = await GrantAsync("/post/a/token", "demo-key:demo-secret");
        TokenA = (string)(await ReadAsync(grant))["access_token"]!;
        using var login = await SendAsync(HttpMethod.Post, "/post/d/customer-partner/GetAccessToken", new JsonObject
        {
            ["username"] = "demo",
            ["password"] = "demo-password",
            ["customerCode"] = Customer,
        });
        TokenD = (string)(await ReadAsync(login))["token"]!;
    }

    public async Task<HttpResponseMessage> GrantAsync(string path, string account, string grant = "client_credentials")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(account)));
        request.Content = new FormUrlEncodedContent([new("grant_type", grant)]);
        return await Http.SendAsync(request);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonNode? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> SendAAsync(HttpMethod method, string path, JsonNode? body = null) => SendAsync(method, Ngsp + path, body, ("Authorization", "Bearer " + TokenA));

    public Task<HttpResponseMessage> SendBAsync(HttpMethod method, string path, JsonNode? body = null) => SendAsync(method, "/post/b" + path, body, ("access_token", TokenB));

    public Task<HttpResponseMessage> SendDAsync(HttpMethod method, string path, JsonNode? body = null) => SendAsync(method, "/post/d/customer-partner" + path, body, ("token", TokenD));

    public async Task<JsonObject> CallAAsync(HttpMethod method, string path, JsonNode? body = null) => (JsonObject)await ReadAsync(await SendAAsync(method, path, body));

    public async Task<JsonObject> CallBAsync(HttpMethod method, string path, JsonNode? body = null) => (JsonObject)await ReadAsync(await SendBAsync(method, path, body));

    public async Task<JsonNode> CallDAsync(HttpMethod method, string path, JsonNode? body = null) => await ReadAsync(await SendDAsync(method, path, body));

    public async Task<int> OrderAAsync(JsonObject order) => (int)(await CallAAsync(HttpMethod.Post, "/order/post", order))["Status"]!;

    public async Task<string> OrderBAsync(JsonObject order) => (string)(await CallBAsync(HttpMethod.Post, "/order", order))["Status"]!;

    public async Task<JsonArray> TrackAAsync(string lastId = FirstCursor, int size = 1000) =>
        (await CallAAsync(HttpMethod.Get, $"/order/tracking?pagesize={size}&lastId={lastId}"))["_embedded"]!["rh:doc"]!.AsArray();

    public async Task<JsonObject> ControlAsync(string path) => (JsonObject)await ReadAsync(await Http.GetAsync(new Uri("/_twin" + path, UriKind.Relative)));

    public async Task<JsonObject> ControlAsync(string path, JsonObject body) => (JsonObject)await ReadAsync(await SendAsync(HttpMethod.Post, "/_twin" + path, body));

    public Task<JsonObject> NumberAsync(string number) => ControlAsync("/post/orders/" + Uri.EscapeDataString(number));

    public async Task<JsonObject> CountsAsync(string dialect) => (JsonObject)(await ControlAsync("/post/counts"))[dialect]!;

    public async Task<long> EffectAsync(string kind) => (long)((await ControlAsync("/effects"))[kind] ?? 0L)!;

    public Task<JsonObject> PassAsync(TimeSpan time) => ControlAsync("/clock", new JsonObject { ["advanceSeconds"] = time.TotalSeconds });

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
            return JsonNode.Parse(text)!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
