using System.Text.Json;
using Hub.Connectors;
using Hub.NationalPortal.Settings;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Refit;

namespace Hub.NationalPortal.Wire;

/// <summary>The portal by the shape of the settings: waits within the limits, repeats a read once, hands the answer to <see cref="NationalPortalReplies"/>.</summary>
internal sealed class NationalPortalApi : INationalPortalApi
{
    private const string Provider = "wso2is";

    private static readonly JsonElement[] Nothing = [];

    private readonly IMapiApi _mapi;
    private readonly IRestListApi _rest;
    private readonly NationalPortalOptions _options;
    private readonly NationalPortalReplies _replies;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline<PortalReply> _login;
    private readonly ResiliencePipeline<PortalReply> _read;
    private readonly ResiliencePipeline<PortalReply> _write;

    public NationalPortalApi(IMapiApi mapi, IRestListApi rest, IOptions<NationalPortalOptions> options, TimeProvider clock)
    {
        (_mapi, _rest, _options, _clock) = (mapi, rest, options.Value, clock);
        _replies = new NationalPortalReplies(_options.Answers);
        _login = Pipeline(_options.Timeouts.Login, repeats: true);
        _read = Pipeline(_options.Timeouts.Read, repeats: true);
        _write = Pipeline(_options.Timeouts.Write, repeats: false);
    }

    private bool IsRestList => _options.EnvelopeShape == PortalEnvelopeShape.RestList;

    private string Unit => _options.UnitCode;

    public Task<PortalReply> LoginAsync(CancellationToken ct) => SendAsync(_login, token => _mapi.LoginAsync(new MapiLogin(_options.Username, _options.Password), token), ct);

    public Task<PortalReply> ListProceduresAsync(string session, CancellationToken ct) => ListAsync(session, PortalOperations.Procedures, ct);

    public Task<PortalReply> ProcedureAsync(string session, string procedureCode, CancellationToken ct) => SendAsync(
        _read,
        token => IsRestList ? _rest.ProcedureAsync(Unit, procedureCode, Sent(session), Nothing, token) : _mapi.ProcedureAsync(new MapiProcedure(session, Unit, procedureCode), token),
        ct);

    public Task<PortalReply> ListAgenciesAsync(string session, CancellationToken ct) => ListAsync(session, PortalOperations.Agencies, ct);

    public Task<PortalReply> ListFieldsAsync(string session, CancellationToken ct) => ListAsync(session, PortalOperations.Fields, ct);

    public Task<PortalReply> LookUpAsync(string session, string dossierCode, CancellationToken ct) => SendAsync(
        _read, token => IsRestList ? _rest.LookUpAsync(Unit, dossierCode, Sent(session), Nothing, token) : _mapi.LookUpAsync(new MapiLookUp(session, Unit, dossierCode), token), ct,
        PortalQuestion.LookUp);

    public Task<PortalReply> TechIdAsync(string session, string personalId, CancellationToken ct) => SendAsync(
        _read,
        token => IsRestList ? _rest.TechIdAsync(Unit, Provider, personalId, Sent(session), Nothing, token) : _mapi.TechIdAsync(new MapiTechId(session, Unit, Provider, personalId), token),
        ct);

    public Task<PortalReply> SyncDossiersAsync(string session, bool isUpdating, IReadOnlyList<PortalDossierItem> items, CancellationToken ct)
    {
        var flag = isUpdating ? "True" : "False";
        return SendAsync(
            _write, token => IsRestList ? _rest.SyncDossiersAsync(Unit, flag, Sent(session), items, token) : _mapi.SyncDossiersAsync(new MapiDossiers(session, Unit, flag, items), token), ct);
    }

    public Task<PortalReply> AppendProgressAsync(string session, IReadOnlyList<PortalProgressItem> lines, CancellationToken ct) => SendAsync(
        _write, token => IsRestList ? _rest.AppendProgressAsync(Unit, Sent(session), lines, token) : _mapi.AppendProgressAsync(new MapiProgress(session, Unit, lines), token), ct,
        PortalQuestion.Progress);

    public Task<PortalReply> TellFilingStatusAsync(string session, PortalFilingStatus item, CancellationToken ct)
    {
        var shape = _options.FilingStatus;
        return SendAsync(
            _write,
            token => IsRestList
                ? _rest.TellFilingStatusAsync(shape.RestName, Unit, Sent(session), new ListedFilingStatus(shape.Type, item), token)
                : _mapi.TellFilingStatusAsync(new MapiFilingStatus(session, Unit, shape.Name, shape.Type, item), token),
            ct);
    }

    public Task<PortalReply> PushIntegrationAsync(string session, JsonElement item, CancellationToken ct)
    {
        var name = _options.IntegrationOperation.Name;
        return SendAsync(
            _write,
            token => IsRestList ? _rest.PushIntegrationAsync(name, Unit, Sent(session), [item], token) : _mapi.PushIntegrationAsync(new MapiItems(session, Unit, name, [item]), token),
            ct);
    }

    private Task<PortalReply> ListAsync(string session, string operation, CancellationToken ct) => SendAsync(
        _read, token => IsRestList ? _rest.ListAsync(operation, Unit, Sent(session), Nothing, token) : _mapi.ListAsync(new MapiCall(session, Unit, operation), token), ct);

    // An adapter that wants no session is not sent an empty one.
    private static string? Sent(string session) => session.Length == 0 ? null : session;

    private async Task<PortalReply> SendAsync(
        ResiliencePipeline<PortalReply> pipeline, Func<CancellationToken, Task<ApiResponse<HttpContent>>> call, CancellationToken ct, PortalQuestion asked = PortalQuestion.Other)
    {
        try
        {
            return await pipeline.ExecuteAsync(async token => Read(await call(token), asked), ct);
        }
        catch (TimeoutRejectedException)
        {
            return new PortalReply.Transport(true, "no answer in time");
        }
    }

    private PortalReply Read(ApiResponse<HttpContent> response, PortalQuestion asked)
    {
        using (response)
        {
            return response.Silence() is { } silent ? new PortalReply.Transport(silent.MayBeSent, silent.What)
                : response.Content is AnswerContent { Bytes: { } bytes } answer
                    ? _replies.Read((int)response.StatusCode!, answer.MediaType, bytes.Span, response.Pause(_clock.GetUtcNow()), asked)
                    : new PortalReply.NotJson("too-large", "");
        }
    }

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
