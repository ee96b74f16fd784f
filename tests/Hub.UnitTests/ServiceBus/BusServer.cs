using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Sandbox;
using Hub.Sandbox.ServiceBus;
using Hub.Tests;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

/// <summary>The Service Bus twin on a free loopback port with a clock that the test moves, and a caller that speaks plain HTTP.</summary>
public sealed class BusServer : IAsyncDisposable
{
    public const string Queue = "tests";

    private readonly WebApplication _app;

    private BusServer(WebApplication app, ManualClock clock)
    {
        _app = app;
        Clock = clock;
        Root = new Uri(app.Urls.First() + "/service-bus/");
        Http = new HttpClient { Timeout = TimeSpan.FromSeconds(100) };
    }

    public ManualClock Clock { get; }

    public Uri Root { get; }

    public HttpClient Http { get; }

    public static Task<BusServer> StartAsync(ServiceBusQueueOptions? queue = null) =>
        StartNamespaceAsync(new ServiceBusTwinOptions { Queues = [queue ?? new() { Name = Queue }] });

    public static async Task<BusServer> StartNamespaceAsync(ServiceBusTwinOptions options)
    {
        var clock = new ManualClock();
        var app = SandboxHost.Build(new SandboxOptions { TimeProvider = clock, ServiceBus = options });
        await app.StartAsync();
        return new BusServer(app, clock);
    }

    /// <summary>A signature by the vendor's recipe, written here a second time on purpose.</summary>
    public string Sas(string? audience = null, string key = ServiceBusTwinOptions.DemoKey, string name = ServiceBusTwinOptions.DemoKeyName, TimeSpan? life = null)
    {
        var sr = WebUtility.UrlEncode(audience ?? Root.AbsoluteUri);
        var se = (Clock.Now + (life ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var sig = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(sr + "\n" + se)));
        return $"SharedAccessSignature sr={sr}&sig={WebUtility.UrlEncode(sig)}&se={se}&skn={name}";
    }

    public async Task<HttpResponseMessage> CallAsync(
        HttpMethod method, string path, HttpContent? content = null, string? authorization = null, IEnumerable<(string Name, string Value)>? headers = null, CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("http", StringComparison.Ordinal) ? new Uri(path) : new Uri(Root, path));
        request.Content = content;
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? Sas());
        foreach (var (name, value) in headers ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request, ct);
    }

    public Task<HttpResponseMessage> SendAsync(string body, string? brokerProperties = null, string queue = Queue, params (string Name, string Value)[] custom) =>
        CallAsync(
            HttpMethod.Post, $"{queue}/messages", new StringContent(body, Encoding.UTF8, "text/plain"),
            headers: brokerProperties is null ? custom : [("BrokerProperties", brokerProperties), .. custom]);

    public async Task PutAsync(string body, string? brokerProperties = null, string queue = Queue, params (string Name, string Value)[] custom)
    {
        using var response = await SendAsync(body, brokerProperties, queue, custom);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    public Task<HttpResponseMessage> BatchAsync(string json, string contentType = "application/vnd.microsoft.servicebus.json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return CallAsync(HttpMethod.Post, $"{Queue}/messages", content);
    }

    public Task<HttpResponseMessage> ReceiveAsync(int timeout = 0, string queue = Queue) => CallAsync(HttpMethod.Post, $"{queue}/messages/head?timeout={timeout}");

    /// <summary>Receives a message that must be there.</summary>
    public async Task<(string Location, JsonNode Properties, string Body)> LockAsync(string queue = Queue)
    {
        using var response = await ReceiveAsync(queue: queue);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (response.Headers.Location!.OriginalString, Properties(response), await response.Content.ReadAsStringAsync());
    }

    public async Task<HttpStatusCode> SettleAsync(HttpMethod method, string location)
    {
        using var response = await CallAsync(method, location);
        return response.StatusCode;
    }

    public async Task<bool> IsEmptyAsync(string queue = Queue)
    {
        using var response = await ReceiveAsync(queue: queue);
        return response.StatusCode == HttpStatusCode.NoContent;
    }

    public static JsonNode Properties(HttpResponseMessage response) => JsonNode.Parse(response.Headers.GetValues("BrokerProperties").Single())!;

    public async Task<JsonObject> ViewAsync(string queue = Queue) => (await Http.GetFromJsonAsync<JsonObject>(Twin($"/service-bus/queues/{queue}")))!;

    public async Task<List<JsonObject>> MessagesAsync(string queue = Queue, bool dead = false) =>
        [.. (await Http.GetFromJsonAsync<JsonObject>(Twin($"/service-bus/queues/{queue}/messages?dead={dead}")))!["messages"]!.AsArray().Select(message => message!.AsObject())];

    public async Task<long> EffectAsync(string kind) => (long)((await Http.GetFromJsonAsync<JsonObject>(Twin("/effects")))![kind] ?? 0L);

    public async Task FaultAsync(string json)
    {
        using var response = await Http.PostAsync(Twin("/service-bus/faults"), new StringContent(json, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public async Task ClearFaultsAsync() => (await Http.DeleteAsync(Twin("/service-bus/faults"))).Dispose();

    public async Task<HttpStatusCode> ControlAsync(HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, Twin(path));
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Comes back when so many receivers are in a long poll.</summary>
    public async Task WaitForPollsAsync(int count, string queue = Queue)
    {
        for (var look = 0; look < 5000; look++)
        {
            if ((int)(await ViewAsync(queue))["waiting"]! == count)
            {
                return;
            }
        }

        Assert.Fail($"There are not {count} long polls.");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private Uri Twin(string path) => new(Root, "/_twin" + path);
}
