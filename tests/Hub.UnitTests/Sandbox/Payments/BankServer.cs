using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Payments.Qr;
using Hub.Payments.References;
using Hub.Sandbox;
using Hub.Sandbox.Payments;
using Hub.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.UnitTests.Sandbox.Payments;

/// <summary>The bank on a free loopback port with a clock that stands still, and somebody in the hub's place who keeps what the messengers send.</summary>
public sealed class BankServer : IAsyncDisposable
{
    public const string Prefix = "H40D";
    public const string Account = "0011012345678";

    /// <summary>Saturday, 21 November 2026, 09:15:30 in Vietnam.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 2, 15, 30, TimeSpan.Zero);

    private static readonly PaymentsTwinOptions ByHand = new() { PushesByItself = false };

    private readonly WebApplication _bank;
    private readonly WebApplication _hub;

    private BankServer(WebApplication bank, WebApplication hub, ManualClock clock)
    {
        (_bank, _hub, Clock) = (bank, hub, clock);
        Http = new HttpClient { BaseAddress = new Uri(bank.Urls.First()) };
        HubAddress = hub.Urls.First();
    }

    public HttpClient Http { get; }

    public ManualClock Clock { get; }

    public string HubAddress { get; }

    /// <summary>What came, in the order in which it came.</summary>
    public ConcurrentQueue<Heard> Heard { get; } = new();

    /// <summary>How the hub answers.</summary>
    public Func<Heard, (int Status, string Body)> Answer { get; set; } = _ => (200, """{"success":true}""");

    public static async Task<BankServer> StartAsync(PaymentsTwinOptions? options = null, string? folder = null)
    {
        var clock = new ManualClock(Start);
        var bank = SandboxHost.Build(new SandboxOptions { Payments = options ?? ByHand, TimeProvider = clock, DataDirectory = folder });
        await bank.StartAsync();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var hub = builder.Build();
        BankServer? server = null;
        hub.UseRouting();
        hub.MapPost("/{**path}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var heard = new Heard(context.Request.Path, body.ToArray(), context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            server!.Heard.Enqueue(heard);
            var (status, text) = server.Answer(heard);
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(text);
        });
        await hub.StartAsync();
        return server = new BankServer(bank, hub, clock);
    }

    public static VietQrCode Code(uint number, long? amount = 8_000, string account = Account) =>
        new() { Bin = "970436", Account = account, Amount = amount, Purpose = PaymentReference.Of(Prefix, number * 104_729).Text };

    public static string Payload(VietQrCode code) => VietQrWriter.Write(code).Payload!;

    public static JsonArray Payloads(int count) => [.. Enumerable.Range(1, count).Select(n => (JsonNode)Payload(Code((uint)n, 1_000L * (n + 7)))!)];

    public async Task ListenAsync(string messenger, JsonObject? settings = null)
    {
        settings ??= [];
        settings["url"] = $"{HubAddress}/{messenger}";
        await SendAsync(HttpMethod.Put, $"/_twin/payments/messengers/{messenger}", settings);
    }

    /// <summary>Pays by the codes and gives the movements.</summary>
    public async Task<JsonArray> PayAsync(JsonArray payloads, JsonObject? how = null)
    {
        how ??= [];
        how["payloads"] = payloads;
        return (await ControlAsync("/pay", how))["movements"]!.AsArray();
    }

    public async Task<JsonArray> PushAsync(JsonObject? order = null) => (await ControlAsync("/push", order ?? []))["results"]!.AsArray();

    public async Task<JsonObject> KeyAsync(string day = "2026-11-21") => await ControlAsync($"/answer-key/{day}");

    public Task<JsonObject> ControlAsync(string path) => SendAsync(HttpMethod.Get, "/_twin/payments" + path, null);

    public Task<JsonObject> ControlAsync(string path, JsonObject body) => SendAsync(HttpMethod.Post, "/_twin/payments" + path, body);

    public async Task PassAsync(TimeSpan time) => await SendAsync(HttpMethod.Post, "/_twin/clock", new JsonObject { ["advanceSeconds"] = time.TotalSeconds });

    public Task<byte[]> FileAsync(string name, string day = "2026-11-21") => Http.GetByteArrayAsync(new Uri($"/_twin/payments/files/{day}/{name}", UriKind.Relative));

    public async Task<HttpStatusCode> StatusAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri("/_twin/payments" + path, UriKind.Relative), content);
        return response.StatusCode;
    }

    public async Task<byte[]> PlatformAsync(JsonObject message)
    {
        using var content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri("/bank/platform", UriKind.Relative), content);
        return await response.Content.ReadAsByteArrayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _bank.StopAsync();
        await _bank.DisposeAsync();
        await _hub.StopAsync();
        await _hub.DisposeAsync();
    }

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}

/// <summary>One call as the hub got it.</summary>
public sealed record Heard(string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();
}
