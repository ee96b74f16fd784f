using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hub.Sandbox;
using Hub.Sandbox.ServiceBus;
using Hub.Transports.ServiceBus;
using Microsoft.AspNetCore.Builder;

namespace Hub.ContractTests.Transports;

/// <summary>One Service Bus twin for the whole test process, by AMQP; every fixture has queues of its own in it. The real service cannot be reached from a test.</summary>
internal sealed class ServiceBusTwin
{
    private static readonly Lazy<Task<ServiceBusTwin>> Started = new(StartAsync);
    private static int _prefixes;
    private readonly HttpClient _control;

    private ServiceBusTwin(HttpClient control, int port) => (_control, Port) = (control, port);

    public static Task<ServiceBusTwin> Shared => Started.Value;

    public int Port { get; }

    public static string NextPrefix() => string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _prefixes)}");

    /// <summary>A hub that is quick to say that the broker is away.</summary>
    /// <param name="port">Of a wire to the twin.</param>
    public static ServiceBusOptions Options(string prefix, int port) => new()
    {
        ConnectionString = $"Endpoint=sb://localhost:{port};SharedAccessKeyName={ServiceBusTwinOptions.DemoKeyName};SharedAccessKey={ServiceBusTwinOptions.DemoKey};UseDevelopmentEmulator=true;",
        QueuePrefix = prefix,
        MaxRetries = 2,
        RetryDelay = TimeSpan.FromMilliseconds(50),
        TryTimeout = TimeSpan.FromSeconds(5),
    };

    /// <param name="wire">Null to reach the twin itself.</param>
    public ServiceBusBroker Broker(string prefix, Wire? wire = null) => new(Options(prefix, wire?.Port ?? Port));

    /// <summary>Locks are as short as the service allows: what a killed process held comes back soon.</summary>
    /// <param name="dropsRepeats">As the hub wants it; without, a notice may come as often as it is sent.</param>
    public async Task DeclareAsync(string queue, bool dropsRepeats = true) =>
        (await _control.PutAsJsonAsync("queues/" + queue, new { lockSeconds = 5, duplicateWindowSeconds = dropsRepeats ? 600 : (int?)null, maxDeliveryCount = 1000 })).EnsureSuccessStatusCode().Dispose();

    public async Task RemoveAsync(string queue) => (await _control.DeleteAsync(new Uri("queues/" + queue, UriKind.Relative))).Dispose();

    public async Task FaultAsync(object fault) => (await _control.PostAsJsonAsync("faults", fault)).EnsureSuccessStatusCode().Dispose();

    public async Task<long> OpenAsync(string queue)
    {
        var view = (await _control.GetFromJsonAsync<JsonObject>("queues/" + queue))!;
        return (long)view["active"]! + (long)view["locked"]!;
    }

    public async Task<IReadOnlyList<JsonNode>> MessagesAsync(string queue, bool dead = false) =>
        [.. (await _control.GetFromJsonAsync<JsonObject>($"queues/{queue}/messages?dead={dead}"))!["messages"]!.AsArray().Select(message => message!)];

    /// <summary>Another one, for whoever makes it fail.</summary>
    public static async Task<(ServiceBusTwin Twin, WebApplication App)> StartOwnAsync()
    {
        var app = SandboxHost.Build(new SandboxOptions { ServiceBus = new ServiceBusTwinOptions { Queues = [] } });
        await app.StartAsync();
        var control = new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/_twin/service-bus/") };
        var port = (int)(await control.GetFromJsonAsync<JsonObject>("."))!["port"]!;
        return (new ServiceBusTwin(control, port), app);
    }

    private static async Task<ServiceBusTwin> StartAsync() => (await StartOwnAsync()).Twin;
}
