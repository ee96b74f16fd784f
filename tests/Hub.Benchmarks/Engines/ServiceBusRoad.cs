using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Hub.Functions;
using Hub.Sandbox;
using Hub.Sandbox.ServiceBus;
using Microsoft.AspNetCore.Builder;

namespace Hub.Benchmarks.Engines;

/// <summary>The Service Bus twin with the hub's queues, and the vendor's client alone on one of its own: send, receive, complete.</summary>
internal sealed class ServiceBusRoad : IAsyncDisposable
{
    private const string Queue = "bench";
    private readonly WebApplication _twin;
    private readonly CancellationTokenSource _stop = new();
    private ServiceBusClient? _client;
    private ServiceBusSender? _sender;
    private Task _receiving = Task.CompletedTask;

    private ServiceBusRoad(WebApplication twin, string connectionString) => (_twin, ConnectionString) = (twin, connectionString);

    public string ConnectionString { get; }

    public static async Task<ServiceBusRoad> StartAsync()
    {
        var lanes = Shipped.Wings.Parties.Lanes.Append(Day.Lane).Distinct().Select(lane => "hub-lane-" + lane);
        var twin = SandboxHost.Build(new SandboxOptions
        {
            ServiceBus = new ServiceBusTwinOptions
            {
                Queues = [.. lanes.Concat(["hub-events", "hub-events-verdicts"]).Select(name => new ServiceBusQueueOptions { Name = name, DuplicateWindow = TimeSpan.FromMinutes(10), MaxDeliveryCount = 100 }), new() { Name = Queue }],
            },
        });
        await twin.StartAsync();
        using var control = new HttpClient { BaseAddress = new Uri(twin.Urls.First()) };
        return new ServiceBusRoad(twin, (await control.GetFromJsonAsync<JsonElement>("/_twin/service-bus")).GetProperty("connectionString").GetString()!);
    }

    /// <param name="window">Messages that the client may hold.</param>
    public void BeginBare(int window, Action<int> came)
    {
        _client = new ServiceBusClient(ConnectionString);
        _sender = _client.CreateSender(Queue);
        _receiving = ReceiveAsync(_client.CreateReceiver(Queue, new ServiceBusReceiverOptions { PrefetchCount = window }), window, came);
    }

    public Task SendAsync(int n) => _sender!.SendMessageAsync(new ServiceBusMessage(Day.Body(n)) { MessageId = n.ToString(CultureInfo.InvariantCulture) });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        await _twin.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReceiveAsync(ServiceBusReceiver receiver, int window, Action<int> came)
    {
        while (true)
        {
            foreach (var message in await receiver.ReceiveMessagesAsync(window, cancellationToken: _stop.Token))
            {
                came(int.Parse(message.MessageId, CultureInfo.InvariantCulture));
                _ = receiver.CompleteMessageAsync(message);
            }
        }
    }
}
