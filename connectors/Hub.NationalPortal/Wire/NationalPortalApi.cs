using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Connectors;
using Hub.NationalPortal.Settings;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Hub.NationalPortal.Wire;

/// <summary>HTTP side of the mapi dialect: builds the request, waits within the limits, hands the answer to <see cref="NationalPortalReplies"/>.</summary>
public sealed class NationalPortalApi : INationalPortalApi
{
    private readonly HttpClient _http;
    private readonly NationalPortalOptions _options;
    private readonly NationalPortalReplies _replies;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline<PortalReply> _login;
    private readonly ResiliencePipeline<PortalReply> _read;
    private readonly ResiliencePipeline<PortalReply> _write;

    public NationalPortalApi(HttpClient http, IOptions<NationalPortalOptions> options, TimeProvider clock)
    {
        _http = http;
        _options = options.Value;
        _clock = clock;
        _replies = new NationalPortalReplies(_options.Answers);
        _login = Pipeline(_options.Timeouts.Login, repeats: true);
        _read = Pipeline(_options.Timeouts.Read, repeats: true);
        _write = Pipeline(_options.Timeouts.Write, repeats: false);
    }

    public Task<PortalReply> LoginAsync(CancellationToken ct) => SendAsync(_login, _options.LoginPath, [], LoginBody(), ct);

    public Task<PortalReply> ListProceduresAsync(string session, CancellationToken ct) => CallAsync(_read, session, "LayDanhSachTTHC", [], null, ct);

    public Task<PortalReply> ProcedureAsync(string session, string procedureCode, CancellationToken ct) =>
        CallAsync(_read, session, "LayThuTuc", [("maTTHC", procedureCode)], null, ct);

    public Task<PortalReply> ListAgenciesAsync(string session, CancellationToken ct) => CallAsync(_read, session, "LayDanhMucCoQuan", [], null, ct);

    public Task<PortalReply> ListFieldsAsync(string session, CancellationToken ct) => CallAsync(_read, session, "LayDanhMucLinhVuc", [], null, ct);

    public Task<PortalReply> LookUpAsync(string session, string dossierCode, CancellationToken ct) =>
        CallAsync(_read, session, "TraCuuHoSo", [("mahoso", dossierCode)], null, ct);

    public Task<PortalReply> TechIdAsync(string session, string personalId, CancellationToken ct) =>
        CallAsync(_read, session, "TraCuuTechID", [("provider", "wso2is"), ("mstorcmnd", personalId)], null, ct);

    public Task<PortalReply> SyncDossiersAsync(string session, bool isUpdating, IReadOnlyList<PortalDossierItem> items, CancellationToken ct) =>
        CallAsync(_write, session, "DongBoHoSoMC", [("isUpdating", isUpdating ? "True" : "False")], writer =>
        {
            foreach (var item in items)
            {
                JsonSerializer.Serialize(writer, item, NationalPortalJson.Wire.PortalDossierItem);
            }
        }, ct);

    public Task<PortalReply> AppendProgressAsync(string session, IReadOnlyList<PortalProgressItem> lines, CancellationToken ct) =>
        CallAsync(_write, session, "CapNhatTienDoHoSoMC", [], writer =>
        {
            foreach (var line in lines)
            {
                JsonSerializer.Serialize(writer, line, NationalPortalJson.Wire.PortalProgressItem);
            }
        }, ct);

    public Task<PortalReply> PushIntegrationAsync(string session, JsonElement item, CancellationToken ct) =>
        CallAsync(_write, session, _options.IntegrationOperation.Name, [], item.WriteTo, ct);

    private Task<PortalReply> CallAsync(
        ResiliencePipeline<PortalReply> pipeline, string session, string service, (string Name, string Value)[] parameters, Action<Utf8JsonWriter>? items, CancellationToken ct)
    {
        if (_options.EnvelopeShape == PortalEnvelopeShape.RestList)
        {
            (string, string)[] query = [("MaDinhDanhDV", _options.UnitCode), .. parameters, .. session.Length == 0 ? Array.Empty<(string, string)>() : [("session", session)]];
            return SendAsync(pipeline, $"{_options.GatewayPath.TrimEnd('/')}/{service}", query, ListBody(items), ct);
        }

        return SendAsync(pipeline, _options.GatewayPath, [], MapiBody(session, service, parameters, items), ct);
    }

    private async Task<PortalReply> SendAsync(
        ResiliencePipeline<PortalReply> pipeline, string path, (string Name, string Value)[] query, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        try
        {
            return await pipeline.ExecuteAsync(async token => await OnceAsync(path, query, body, token), ct);
        }
        catch (TimeoutRejectedException)
        {
            return new PortalReply.Transport(true, "no answer in time");
        }
    }

    private async ValueTask<PortalReply> OnceAsync(string path, (string Name, string Value)[] query, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(path, query));
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        if (_options.DstCodePlacement == DstCodePlacement.Header)
        {
            foreach (var (name, value) in Destination())
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var answer = await BoundedBody.ReadAsync(response.Content, _options.MaxAnswerBytes, ct);
            return answer is { } bytes
                ? _replies.Read((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, bytes.Span, RetryAfter.Read(response.Headers.RetryAfter, _clock.GetUtcNow()))
                : new PortalReply.NotJson("too-large", "");
        }
        catch (Exception error) when (TransportFaults.Read(error, ct) is { } fault)
        {
            return new PortalReply.Transport(fault.MayBeSent, fault.What);
        }
    }

    private Uri Address(string path, (string Name, string Value)[] query)
    {
        (string Name, string Value)[] all = _options.DstCodePlacement == DstCodePlacement.Query ? [.. Destination(), .. query] : query;
        var text = string.Join('&', all.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        return new Uri(_options.BaseAddress!, text.Length == 0 ? path : $"{path}?{text}");
    }

    private IEnumerable<(string Name, string Value)> Destination()
    {
        if (_options.DstCode.Length > 0)
        {
            yield return ("dstcode", _options.DstCode);
        }

        if (_options.ProviderUrl is { Length: > 0 } provider)
        {
            yield return ("providerurl", provider);
        }
    }

    private ReadOnlyMemory<byte> LoginBody() => NationalPortalJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("username", _options.Username);
        writer.WriteString("password", _options.Password);
        writer.WriteEndObject();
    });

    private ReadOnlyMemory<byte> MapiBody(string session, string service, (string Name, string Value)[] parameters, Action<Utf8JsonWriter>? items) => NationalPortalJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("session", session);
        writer.WriteString("madonvi", _options.UnitCode);
        writer.WriteString("service", service);
        foreach (var (name, value) in parameters)
        {
            writer.WriteString(name, value);
        }

        if (items is not null)
        {
            writer.WriteStartArray("data");
            items(writer);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> ListBody(Action<Utf8JsonWriter>? items) => NationalPortalJson.Write(writer =>
    {
        writer.WriteStartArray();
        items?.Invoke(writer);
        writer.WriteEndArray();
    });

    private ResiliencePipeline<PortalReply> Pipeline(TimeSpan timeout, bool repeats)
    {
        var builder = new ResiliencePipelineBuilder<PortalReply> { TimeProvider = _clock };
        builder.AddTimeout(timeout);
        if (repeats)
        {
            // One quick repeat is safe for a read; a write is repeated by the lane, which first asks what became of it.
            builder.AddRetry(new RetryStrategyOptions<PortalReply>
            {
                MaxRetryAttempts = 1,
                Delay = _options.Timeouts.ReadRetryDelay,
                BackoffType = DelayBackoffType.Constant,
                ShouldHandle = static attempt => ValueTask.FromResult(
                    attempt.Outcome.Result is PortalReply.Transport or PortalReply.NotJson or PortalReply.Http { Status: >= 500, RetryAfter: null }),
            });
        }

        return builder.Build();
    }
}
