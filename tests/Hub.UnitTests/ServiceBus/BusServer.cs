using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Hub.Sandbox;
using Hub.Sandbox.ServiceBus;
using Hub.Tests;
using Hub.Transports.ServiceBus;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

/// <summary>The Service Bus twin on free ports with a clock that the test moves, its control API, and the vendor's client.</summary>
public sealed class BusServer : IAsyncDisposable
{
    public const string Queue = "tests";

    /// <summary>Long enough for anything that comes at all.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>For what must not come: nothing on the way takes so long on one machine.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly List<IAsyncDisposable> _clients = [];

    private BusServer(WebApplication app, ManualClock clock)
    {
        (_app, Clock) = (app, clock);
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/_twin/") };
    }

    /// <summary>Starts at the machine's time, by which the vendor's client goes.</summary>
    public ManualClock Clock { get; }

    public string ConnectionString { get; private set; } = "";

    public static Task<BusServer> StartAsync(params ServiceBusQueueOptions[] queues) =>
        StartAsync(new ServiceBusTwinOptions { Queues = queues.Length > 0 ? queues : [new() { Name = Queue }] });

    public static async Task<BusServer> StartAsync(ServiceBusTwinOptions options)
    {
        var clock = new ManualClock(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
        var app = SandboxHost.Build(new SandboxOptions { TimeProvider = clock, ServiceBus = options });
        await app.StartAsync();
        var server = new BusServer(app, clock);
        server.ConnectionString = (string)(await server._http.GetFromJsonAsync<JsonObject>("service-bus"))!["connectionString"]!;
        return server;
    }

    /// <summary>The settings of a hub that is quick to give up.</summary>
    public ServiceBusOptions Options => new()
    {
        ConnectionString = ConnectionString,
        MaxRetries = 1,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(10),
        TryTimeout = TimeSpan.FromSeconds(5),
    };

    public ServiceBusBroker Broker(Func<ServiceBusOptions, ServiceBusOptions>? change = null) => Kept(new ServiceBusBroker(change is null ? Options : change(Options)));

    public ServiceBusClient Client(string? connectionString = null, int retries = 0) => Kept(new ServiceBusClient(
        connectionString ?? ConnectionString,
        new ServiceBusClientOptions { RetryOptions = new ServiceBusRetryOptions { MaxRetries = retries, Delay = TimeSpan.FromMilliseconds(1), TryTimeout = TimeSpan.FromSeconds(5) } }));

    public static ServiceBusMessage Text(string body, string? id = null) => id is null ? new(body) : new(body) { MessageId = id };

    public async Task<JsonObject> ViewAsync(string queue = Queue) => (await _http.GetFromJsonAsync<JsonObject>($"service-bus/queues/{queue}"))!;

    public async Task<int> CountAsync(string state, string queue = Queue) => (int)(await ViewAsync(queue))[state]!;

    public async Task<List<JsonObject>> MessagesAsync(string queue = Queue, bool dead = false) =>
        [.. (await _http.GetFromJsonAsync<JsonObject>($"service-bus/queues/{queue}/messages?dead={dead}"))!["messages"]!.AsArray().Select(message => message!.AsObject())];

    public async Task<long> EffectAsync(string kind) => (long)((await _http.GetFromJsonAsync<JsonObject>("effects"))!["service-bus." + kind] ?? 0L);

    public async Task FaultAsync(string json) => Assert.Equal(HttpStatusCode.OK, await ControlAsync(HttpMethod.Post, "service-bus/faults", json));

    public async Task ClearFaultsAsync() => (await _http.DeleteAsync("service-bus/faults")).Dispose();

    public async Task<HttpStatusCode> ControlAsync(HttpMethod method, string path, string json = "{}")
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Looks again and again until it is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await isSo())
        {
            await beat.WaitForNextTickAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private T Kept<T>(T client)
        where T : IAsyncDisposable
    {
        _clients.Add(client);
        return client;
    }
}
