using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Trust;
using Hub.Functions;
using Hub.Functions.Hosting;
using Hub.Functions.Settings;
using Hub.Functions.Trust;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Benchmarks;

/// <summary>The hub as it serves, on a free port and a folder of its own, with a lane to a partner that does nothing beside the real ones.</summary>
internal sealed class HubServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
    private WebApplication _app = null!;

    public Uri Address { get; private set; } = null!;

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A key with the role of a case system.</summary>
    public string Key { get; private set; } = "";

    /// <param name="concurrency">Of the lane to the partner.</param>
    /// <param name="more">Settings as <c>--Name=value</c>.</param>
    public static async Task<HubServer> StartAsync(IConnector? partner = null, int concurrency = 64, params string[] more)
    {
        var server = new HubServer();
        var settings = SettingsReader.Read(Shipped.Wings,
            ["--Data=" + server._folder, "--Urls=http://127.0.0.1:0", "--Intake:RatePerKey=0", .. more], new Dictionary<string, string>(), []);
        settings = settings with { Lanes = new Dictionary<string, LaneOptions> { [Day.Lane] = new() { Concurrency = concurrency, RatePerSecond = 0 } } };
        server._app = HubHost.Build(settings, HubParts.All, builder =>
        {
            if (partner is not null)
            {
                builder.Services.AddSingleton(partner);
            }
        });
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Urls.First());
        server.Key = await server.CreateKeyAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> CreateKeyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", _app.Services.GetRequiredService<LocalKey>().Secret);
        using var answer = await http.PostAsync("/keys", new StringContent($$"""{"role":"{{Role.CaseSystem}}","name":"bench"}""", null, "application/json"));
        answer.EnsureSuccessStatusCode();
        using var json = await System.Text.Json.JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        return json.RootElement.GetProperty("key").GetString()!;
    }
}
