using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hub.Core.Trust;
using Hub.Functions;
using Hub.Functions.Hosting;
using Hub.Functions.Settings;
using Hub.Functions.Trust;
using Hub.Postal;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Hub.Tests.Http;

/// <summary>The real hub on a loopback port over a data folder of its own, with a key for every role.</summary>
public class HubApp : IAsyncLifetime, IDisposable
{
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"hub-http-{Guid.NewGuid():N}");
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public WebApplication App { get; private set; } = null!;

    public Dictionary<string, string> Keys { get; } = [];

    /// <summary>Its data folder.</summary>
    public string Data => _data;

    public LogBook Log { get; } = new();

    protected virtual string[] Settings => [];

    protected virtual HubParts Parts => HubParts.All;

    protected virtual void Configure(WebApplicationBuilder builder)
    {
    }

    public async Task InitializeAsync()
    {
        var settings = SettingsReader.Read(Shipped.Wings, [$"--Data={_data}", "--Urls=http://127.0.0.1:0", "--Auth:RefusedBurst=1000000", .. Settings], new Dictionary<string, string>(), []);
        App = HubHost.Build(settings, Parts, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(Log);
            builder.Logging.SetMinimumLevel(LogLevel.Trace);
            Configure(builder);
        });
        await App.StartAsync();
        _http.BaseAddress = new Uri(App.Urls.First());
        foreach (var role in Shipped.Wings.Roles)
        {
            Keys[role] = (await NewKeyAsync(role)).Text;
        }
    }

    public virtual async Task DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();

        // One that keeps everything in PostgreSQL has made none.
        if (Directory.Exists(_data))
        {
            Directory.Delete(_data, recursive: true);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        Log.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <param name="carrier">Of staff of a postal operator; null: <c>vnpost</c>.</param>
    public async Task<NewKey> NewKeyAsync(string role, DateTimeOffset? expiresAt = null, string? carrier = null, string? office = null, string? person = null)
    {
        var bound = role is PostalDescriptor.Role ? carrier ?? "vnpost" : null;
        var made = App.Services.GetRequiredService<KeyFactory>().Create(role, "test", expiresAt, bound, office, person);
        var audit = new AuditEntry(made.Key.CreatedAt, "test", null, "key.create", made.Key.Id, "allowed");
        await App.Services.GetRequiredService<IKeys>().AddAsync(made.Key, audit, CancellationToken.None);
        return made;
    }

    /// <param name="bearer">A role, whose key is used, or a text as it is; null for none.</param>
    public async Task<Reply> SendAsync(
        string method, string path, string? bearer, string? body = null, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Keys.GetValueOrDefault(bearer, bearer));
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await _http.SendAsync(request);
        return new Reply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), Headers(response));
    }

    public Task<Reply> GetAsync(string path, string? bearer) => SendAsync("GET", path, bearer);

    public Task<Reply> PostEventAsync(string json) => SendAsync("POST", "/events", Role.CaseSystem, json, "application/cloudevents+json");

    public Task<Reply> PostBatchAsync(string json) => SendAsync("POST", "/events", Role.CaseSystem, json, "application/cloudevents-batch+json");

    /// <summary>Entries after one, once the queue has brought at least <paramref name="least"/>.</summary>
    public async Task<IReadOnlyList<AuditLine>> AuditAsync(long after, int least)
    {
        var log = App.Services.GetRequiredService<IAuditLog>();
        for (var patience = 0; ; patience++)
        {
            var lines = await log.ListAsync(after, 1000, CancellationToken.None);
            if (lines.Count >= least || patience == 20_000)
            {
                return lines;
            }

            await Task.Yield();
        }
    }

    private static Dictionary<string, string> Headers(HttpResponseMessage response) =>
        response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);

    public sealed record Reply(int Status, string? MediaType, string Text, IReadOnlyDictionary<string, string> Headers)
    {
        public JsonElement Json => JsonDocument.Parse(Text).RootElement;

        public string? Problem => MediaType == "application/problem+json" && Text.Length > 0 ? Json.GetProperty("type").GetString()!["/problems/".Length..] : null;
    }
}
