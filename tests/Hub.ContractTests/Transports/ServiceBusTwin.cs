using System.Globalization;
using System.Net.Http.Json;
using Hub.Sandbox;
using Hub.Sandbox.ServiceBus;
using Hub.Transports.ServiceBus;
using Microsoft.AspNetCore.Builder;

namespace Hub.ContractTests.Transports;

/// <summary>One Service Bus twin for the whole test process; every fixture has queues of its own in it.</summary>
internal sealed class ServiceBusTwin
{
    private static readonly Lazy<Task<ServiceBusTwin>> Started = new(StartAsync);
    private static int _prefixes;
    private static readonly HttpClient Control = new();
    private readonly string _twin;

    private ServiceBusTwin(WebApplication app)
    {
        var root = app.Urls.First();
        Namespace = root + "/service-bus/";
        _twin = root + "/_twin/service-bus/queues/";
    }

    public static Task<ServiceBusTwin> Shared => Started.Value;

    public string Namespace { get; }

    public static string NextPrefix() => string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _prefixes)}");

    public ServiceBusOptions Options(string prefix) => new()
    {
        Namespace = Namespace,
        KeyName = ServiceBusTwinOptions.DemoKeyName,
        Key = ServiceBusTwinOptions.DemoKey,
        QueuePrefix = prefix,
    };

    /// <summary>Locks are as short as the service allows: what a killed process held comes back soon.</summary>
    public async Task DeclareAsync(string queue) =>
        (await Control.PutAsJsonAsync(_twin + queue, new { lockSeconds = 5, duplicateWindowSeconds = 600, maxDeliveryCount = 1000 })).EnsureSuccessStatusCode().Dispose();

    public async Task RemoveAsync(string queue) => (await Control.DeleteAsync(new Uri(_twin + queue))).Dispose();

    private static async Task<ServiceBusTwin> StartAsync()
    {
        var app = SandboxHost.Build(new SandboxOptions { ServiceBus = new ServiceBusTwinOptions { Queues = [] } });
        await app.StartAsync();
        return new ServiceBusTwin(app);
    }
}
