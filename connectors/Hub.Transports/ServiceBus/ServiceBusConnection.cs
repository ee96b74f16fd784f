using System.Diagnostics;
using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

/// <summary>Sends requests through Azure.Core's pipeline: a token on each, no redirect, no proxy, no cookie, bounded answers, tried again where that is safe.</summary>
internal sealed class ServiceBusConnection : IDisposable
{
    private const int MaxErrorBytes = 8 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly ServiceBusOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly RetryPace _pace;
    private readonly HttpClient _http;
    private readonly HttpPipeline _pipeline;
    private readonly ITokenSource _tokens;

    public ServiceBusConnection(ServiceBusOptions options, TokenCredential? credential, TimeProvider clock, Random random, ILogger logger)
    {
        _options = ServiceBusOptionsCheck.Checked(options);
        _clock = clock;
        _logger = logger;
        _pace = new RetryPace(options, random);
        Address = options.Address!;
        _tokens = string.IsNullOrEmpty(options.Key) || credential is not null ? new EntraTokens(credential ?? Identity(options), options, clock) : new SasTokens(options, clock);
#pragma warning disable CA2000 // The client disposes of its handler.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // Every header that is not the transfer's own would become a property of the message.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore CA2000
        _pipeline = new HttpPipeline(new HttpClientTransport(_http), [new TokenPolicy(_tokens, Address)]);
    }

    public Uri Address { get; }

    /// <param name="read">Called for <see cref="ServiceBusCall.Expected"/> with the whole body.</param>
    /// <returns>Default for <see cref="ServiceBusCall.Nothing"/>.</returns>
    public async Task<T?> CallAsync<T>(ServiceBusCall call, Func<Response, ReadOnlyMemory<byte>, T> read, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(call, read, ct);
            }
            catch (ServiceBusException fault) when (_pace.After(fault, attempt, call.IsRepeatable) is { } wait)
            {
                _logger.TryingAgain(call.Operation, call.Entity, fault.Reason.ToString(), attempt + 1, wait);
                await Task.Delay(wait, _clock, ct);
            }
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        (_tokens as IDisposable)?.Dispose();
    }

    private async Task<T?> OnceAsync<T>(ServiceBusCall call, Func<Response, ReadOnlyMemory<byte>, T> read, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(_options.TryTimeout + call.Patience, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var message = Message(call);
        try
        {
            await _pipeline.SendAsync(message, stop.Token);
            using var response = message.Response;
            return await ReadAsync(call, response, read, stop.Token);
        }
        catch (Exception error) when (error is not ServiceBusException && ServiceBusReplies.Read(error, ct) is { } fault)
        {
            throw fault;
        }
    }

    private HttpMessage Message(ServiceBusCall call)
    {
        var message = _pipeline.CreateMessage();
        message.BufferResponse = false;
        message.SetProperty(TokenPolicy.Audience, new Uri(Address, call.Entity.Split('/')[0]));
        message.Request.Method = call.Method;
        message.Request.Uri.Reset(call.Target);
        foreach (var (name, value) in call.Headers)
        {
            message.Request.Headers.SetValue(name, value);
        }

        if (!call.Body.IsEmpty || call.ContentType is not null)
        {
            message.Request.Content = RequestContent.Create(call.Body);
        }

        if (call.ContentType is { } type)
        {
            message.Request.Headers.SetValue("Content-Type", type);
        }

        return message;
    }

    private async Task<T?> ReadAsync<T>(ServiceBusCall call, Response response, Func<Response, ReadOnlyMemory<byte>, T> read, CancellationToken ct)
    {
        if (response.Status == call.Nothing)
        {
            return default;
        }

        if (response.Status != call.Expected)
        {
            var detail = await BoundedBody.ReadAsync(response, MaxErrorBytes, ct) ?? ReadOnlyMemory<byte>.Empty;
            throw ServiceBusReplies.Read(response.Status, detail.Span, RetryAfter(response), call.IsLocked);
        }

        if (!response.Headers.Contains("BrokerProperties") && response.Headers.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) is true)
        {
            throw ServiceBusReplies.Foreign("a page");
        }

        return await BoundedBody.ReadAsync(response, _options.MaxAnswerBytes, ct) is { } body ? read(response, body) : throw ServiceBusReplies.Foreign("too long");
    }

    private TimeSpan? RetryAfter(Response response)
    {
        if (!response.Headers.TryGetValue("Retry-After", out var text))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time > _clock.GetUtcNow() ? time - _clock.GetUtcNow() : null;
    }

    private static ManagedIdentityCredential Identity(ServiceBusOptions options) =>
        new(string.IsNullOrEmpty(options.ClientId) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(options.ClientId));
}
