using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Hub.CaseSystem.Addresses;
using Hub.CaseSystem.Settings;
using Hub.CaseSystem.Webhooks;
using Hub.Connectors;
using Microsoft.Extensions.Options;

namespace Hub.CaseSystem;

internal sealed class CaseSystemApi(WebhookAddressGuard guard, WebhookDialer dialer, IOptions<CaseSystemOptions> options, TimeProvider clock)
    : ICaseSystemApi, IDisposable
{
    private const int MostRead = 16 * 1024;

    // An invoker instead of a client: no buffering, no base address, no logging of addresses.
    private readonly HttpMessageInvoker _http = new(dialer.CreateHandler());

    public async Task<WebhookAnswer> PostAsync(WebhookRequest request, CancellationToken ct)
    {
        if (guard.Check(request.Url) is { } problem)
        {
            return new WebhookAnswer.Barred(problem);
        }

        using var limit = new CancellationTokenSource(options.Value.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var message = ToMessage(request);
            using var response = await _http.SendAsync(message, both.Token);
            // The status is the answer; what can't be read behind it changes nothing.
            var body = response.IsSuccessStatusCode ? default : await BoundedBody.ReadStartAsync(response.Content, MostRead, both.Token);
            return new WebhookAnswer.Received(
                (int)response.StatusCode, response.Headers.RetryAfter, response.Content.Headers.ContentLength, body);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new WebhookAnswer.NoAnswer(string.Create(CultureInfo.InvariantCulture, $"{options.Value.Timeout.TotalSeconds:0.#} s"));
        }
        catch (HttpRequestException failure) when (failure.InnerException is WebhookAddressException barred)
        {
            return new WebhookAnswer.Barred(barred.Problem);
        }
        catch (HttpRequestException failure) when (TransportFaults.Read(failure, ct) is { } fault)
        {
            return fault.MayBeSent ? new WebhookAnswer.NoAnswer(Why(failure)) : new WebhookAnswer.NotSent(Why(failure));
        }
    }

    public async Task<string?> ReachAsync(Uri url, CancellationToken ct)
    {
        if (guard.Check(url) is { } problem)
        {
            return problem.Text.En;
        }

        using var limit = new CancellationTokenSource(options.Value.ConnectTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await dialer.TouchAsync(url, both.Token);
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"{url.IdnHost}: timeout";
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException or WebhookAddressException)
        {
            return $"{url.IdnHost}: {failure.Message}";
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage ToMessage(WebhookRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, request.Url) { Content = new ReadOnlyMemoryContent(request.Body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(CaseSystemMapper.ContentType);
        message.Headers.Add("webhook-id", request.Id);
        message.Headers.Add("webhook-timestamp", request.Timestamp.ToString(CultureInfo.InvariantCulture));
        message.Headers.Add("webhook-signature", request.Signature);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("onestop-hub", "1"));
        if (request.TraceParent is not null)
        {
            message.Headers.Add("traceparent", request.TraceParent);
        }

        return message;
    }

    // Names the kind of failure, never the address: a path may hold a receiver's own secret.
    private static string Why(HttpRequestException failure) => failure.InnerException switch
    {
        SocketException socket => socket.SocketErrorCode.ToString(),
        IOException { InnerException: SocketException socket } => socket.SocketErrorCode.ToString(),
        _ => failure.HttpRequestError.ToString(),
    };
}

/// <summary>What the hub asks of a receiver. HTTP only: no decision is made here, and no expected failure is thrown.</summary>
public interface ICaseSystemApi
{
    /// <summary><c>POST</c> of one signed webhook. Redirects are not followed.</summary>
    Task<WebhookAnswer> PostAsync(WebhookRequest request, CancellationToken ct);

    /// <summary>Opens and closes a connection (TCP, and TLS for <c>https</c>) without sending a request. Null when it stood; else why not.</summary>
    Task<string?> ReachAsync(Uri url, CancellationToken ct);
}
