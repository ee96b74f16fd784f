using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Hosting;
using Hub.Functions.Trust;

namespace Hub.Functions.Shell;

/// <summary>
/// How every operator command reaches the hub: over HTTP, to the one named by <c>--hub</c>, else to the one running on the data
/// folder, else to one opened on the store for this command alone, without lanes. So a command has one way to do its work.
/// </summary>
internal sealed class HubApi : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly WebApplication? _own;

    private HubApi(Uri address, string key, WebApplication? own)
    {
        _own = own;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromMinutes(30),
            DefaultRequestHeaders =
            {
                Authorization = new AuthenticationHeaderValue("Bearer", key),
                AcceptLanguage = { new StringWithQualityHeaderValue(Output.Language is Language.English ? "en" : "vi") },
            },
        };
    }

    /// <summary>Whether a hub is running behind it, so that what is asked for will also be done.</summary>
    public bool IsRunning => _own is null;

    public Uri Address => _http.BaseAddress!;

    /// <summary>For a command that works on what is there: it makes no store.</summary>
    /// <exception cref="UsageException">There is no store, or a key that cannot be one.</exception>
    public static Task<HubApi> OpenAsync(ParseResult parse, CancellationToken ct) => OpenAsync(parse, mayCreate: false, ct);

    /// <summary>For what a person answers for: with the key of <c>--key</c> or <c>HUB_KEY</c> where there is one, at the hub of this machine too.</summary>
    /// <inheritdoc cref="OpenAsync(ParseResult, CancellationToken)"/>
    public static Task<HubApi> OpenAsPersonAsync(ParseResult parse, CancellationToken ct) =>
        OpenAsync(parse, mayCreate: false, (parse.GetValue(GlobalOptions.Key) ?? Environment.GetEnvironmentVariable("HUB_KEY")) is { Length: > 0 } ? GivenKey(parse) : null, ct);

    /// <param name="mayCreate">Whether the command is one that a new hub may begin with.</param>
    /// <inheritdoc cref="OpenAsync(ParseResult, CancellationToken)"/>
    public static Task<HubApi> OpenAsync(ParseResult parse, bool mayCreate, CancellationToken ct) => OpenAsync(parse, mayCreate, null, ct);

    private static async Task<HubApi> OpenAsync(ParseResult parse, bool mayCreate, string? personal, CancellationToken ct)
    {
        if (parse.GetValue(GlobalOptions.Hub) is { } remote)
        {
            return new HubApi(new Uri(remote.TrimEnd('/') + "/"), GivenKey(parse), null);
        }

        var settings = GlobalOptions.Settings(parse);
        if (RunFile.Read(settings.Data) is { } running)
        {
            var found = new HubApi(new Uri(running.Url), personal ?? running.Key, null);
            if (await found.AnswersAsync(ct))
            {
                return found;
            }

            await found.DisposeAsync();
        }

        if (!mayCreate)
        {
            await StorePresence.RequireAsync(settings, ct);
        }

        StorePresence.RefuseJunk(settings);
        var own = HubHost.Build(settings with { Urls = "http://127.0.0.1:0" }, HubParts.StoreOnly);
        try
        {
            await own.StartAsync(ct);
            return new HubApi(new Uri(own.Urls.First() + "/"), personal ?? own.Services.GetRequiredService<LocalKey>().Secret, own);
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    public static HubApi At(Uri address, string key) => new(address, key, null);

    public Task<JsonNode> GetAsync(string path, CancellationToken ct) => SendAsync(HttpMethod.Get, path, null, ct);

    public Task<JsonNode> PostAsync(string path, JsonNode? body, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body ?? new JsonObject()), ct);

    public Task<JsonNode> PutAsync(string path, JsonNode body, CancellationToken ct) => SendAsync(HttpMethod.Put, path, JsonContent.Create(body), ct);

    public Task<JsonNode> DeleteAsync(string path, CancellationToken ct) => SendAsync(HttpMethod.Delete, path, null, ct);

    /// <exception cref="ApiProblemException">The hub answered with a problem.</exception>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (method == HttpMethod.Post && path != "events")
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        }

        using var response = await AnswerAsync(request, ct);
        var (body, isHub) = await ReadAsync(response, ct);
        return !isHub ? throw new HubAwayException(new($"cái trả lời tại {Address} không phải là hub (HTTP {(int)response.StatusCode})", $"what answers at {Address} is no hub (HTTP {(int)response.StatusCode})"))
            : response.IsSuccessStatusCode ? body ?? new JsonObject()
            : throw new ApiProblemException(response.StatusCode, body);
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            return await _http.SendAsync(request, ct);
        }
        catch (HttpRequestException away)
        {
            throw new HubAwayException(new($"không nối được tới hub tại {Address}: {away.Message}", $"the hub at {Address} cannot be reached: {away.Message}"), away);
        }
    }

    /// <summary>Posts one batch, waiting as the hub asks when it is busy.</summary>
    public async Task<JsonNode> PostEventsAsync(IReadOnlyCollection<string> events, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var content = new StringContent("[" + string.Join(',', events) + "]", Encoding.UTF8);
            content.Headers.ContentType = new("application/cloudevents-batch+json");
            try
            {
                return await SendAsync(HttpMethod.Post, "events", content, ct);
            }
            catch (ApiProblemException busy) when (busy.ExitCode == ExitCode.Unavailable && attempt < 10)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), ct);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_own is not null)
        {
            await _own.StopAsync();
            await _own.DisposeAsync();
        }
    }

    // The file may be left from a crash, and its process id may be another program's by now.
    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            using var answer = await _http.GetAsync("health/live", ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // A hub answers with an object or with nothing; a proxy or another server may answer with anything.
    private static async Task<(JsonNode? Body, bool IsHub)> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct);
        try
        {
            var body = text.Length == 0 ? null : JsonNode.Parse(text);
            return (body, text.Length == 0 || body is JsonObject);
        }
        catch (JsonException)
        {
            return (null, false);
        }
    }

    private static string GivenKey(ParseResult parse)
    {
        var key = parse.GetValue(GlobalOptions.Key) ?? Environment.GetEnvironmentVariable("HUB_KEY") ?? "";
        return key.All(letter => letter is > ' ' and < '\x7f')
            ? key
            : throw new UsageException(("--key hoặc HUB_KEY không phải là khóa của hub", "--key or HUB_KEY is no key of a hub"));
    }
}
