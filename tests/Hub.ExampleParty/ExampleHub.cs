using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Core.Trust;
using Hub.ExampleParty.Archive;
using Hub.Functions;
using Hub.Functions.Hosting;
using Hub.Functions.Parties;
using Hub.Functions.Settings;
using Hub.Functions.Trust;
using Hub.Sandbox;
using Hub.Sandbox.ServiceBus;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.ExampleParty;

/// <summary>A hub with the shipped parties and the archive, on one engine, beside the twins.</summary>
internal sealed class ExampleHub : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("hub-example-");
    private readonly WebApplication _twins = SandboxHost.Build(
        new SandboxOptions
        {
            Urls = ["http://127.0.0.1:0"],
            ServiceBus = new ServiceBusTwinOptions
            {
                Queues = [.. Wings.Parties.Lanes.Select(lane => "hub-lane-" + lane).Concat(["hub-events", "hub-events-verdicts", "hub-parked"]).Select(name => new ServiceBusQueueOptions { Name = name, MaxDeliveryCount = 100 })],
            },
        },
        new ArchiveTwin());
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly Dictionary<string, string> _keys = [];
    private WebApplication? _app;

    public static Wings Wings { get; } = new([.. Shipped.Wings.All, ArchiveWing.Wing]);

    public IServiceProvider Services => _app!.Services;

    /// <param name="engine">Settings of store and transport, by the Service Bus twin's connection string.</param>
    public static async Task<ExampleHub> StartAsync(Func<string, IEnumerable<string>> engine)
    {
        var hub = new ExampleHub();
        await hub._twins.StartAsync();
        var twins = new Uri(hub._twins.Urls.First());
        using var control = new HttpClient { BaseAddress = twins };
        var bus = (await control.GetFromJsonAsync<JsonElement>("/_twin/service-bus")).GetProperty("connectionString").GetString()!;
        var settings = SettingsReader.Read(
            Wings,
            [$"--Data={hub._data.FullName}", "--Urls=http://127.0.0.1:0", $"--Archive:BaseAddress={twins}", "--Archive:Patience=00:00:00.001", .. engine(bus)],
            new Dictionary<string, string>(),
            []);
        hub._app = HubHost.Build(settings, HubParts.All, builder => builder.Logging.ClearProviders());
        await hub._app.StartAsync();
        hub._http.BaseAddress = new Uri(hub._app.Urls.First());
        foreach (var role in new[] { Role.CaseSystem, Role.Operator })
        {
            var made = hub.Services.GetRequiredService<KeyFactory>().Create(role, "test", null);
            await hub.Services.GetRequiredService<IKeys>().AddAsync(
                made.Key, new AuditEntry(made.Key.CreatedAt, "test", null, "key.create", made.Key.Id, "allowed"), CancellationToken.None);
            hub._keys[role] = made.Text;
        }

        return hub;
    }

    public async Task FileAsync(string dossier, string box)
    {
        var e = new { specversion = "1.0", id = $"file-{dossier}", source = "/centre", type = ArchiveDescriptor.FilingRequested, subject = dossier, data = new { box } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/events");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _keys[Role.CaseSystem]);
        request.Content = new StringContent(JsonSerializer.Serialize(e), Encoding.UTF8, "application/cloudevents+json");
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _keys[Role.Operator]);
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<long> EffectsAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_twins.Urls.First()) };
        return (await http.GetFromJsonAsync<JsonElement>("/_twin/effects")).GetProperty("archive.filing").GetInt64();
    }

    /// <summary>Looks again and again; the guard only catches what never comes.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!await holds())
        {
            await timer.WaitForNextTickAsync(guard.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        await _twins.StopAsync();
        await _twins.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
