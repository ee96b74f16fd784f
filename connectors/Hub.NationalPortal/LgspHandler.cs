using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hub.Connectors;
using Microsoft.Extensions.Options;

namespace Hub.NationalPortal;

/// <summary>Puts the provincial gateway's Bearer token on each call; a refused token is renewed once. Does nothing where no gateway is configured.</summary>
public sealed class LgspHandler(IOptions<NationalPortalOptions> options, TimeProvider clock) : DelegatingHandler
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private (string Token, DateTimeOffset Until)? _cached;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (options.Value.Lgsp is not { TokenUrl: not null } lgsp)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var (token, refused) = await TokenAsync(lgsp, null, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        (token, refused) = await TokenAsync(lgsp, token, cancellationToken);
        if (refused is not null)
        {
            response.Dispose();
            return refused;
        }

        response.Dispose();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await base.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gate.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<(string? Token, HttpResponseMessage? Refused)> TokenAsync(LgspOptions lgsp, string? bad, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_cached is { } cached && cached.Token != bad && cached.Until > clock.GetUtcNow())
            {
                return (cached.Token, null);
            }

            _cached = null;
            using var request = new HttpRequestMessage(HttpMethod.Post, lgsp.TokenUrl);
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{lgsp.Key}:{lgsp.Secret}")));
            request.Content = new FormUrlEncodedContent([new KeyValuePair<string, string>("grant_type", "client_credentials")]);
            HttpResponseMessage response;
            try
            {
                response = await base.SendAsync(request, ct);
            }
            catch (Exception error) when (TransportFaults.Read(error, ct) is not null)
            {
                // Whatever happened to the token request, the call itself was never made.
                throw new HttpRequestException(HttpRequestError.ConnectionError, "The gateway's token service did not answer.", error);
            }

            if (!response.IsSuccessStatusCode)
            {
                return (null, response);
            }

            using (response)
            {
                return await ReadAsync(response, ct);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<(string? Token, HttpResponseMessage? Refused)> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
            if (document.RootElement.TryGetProperty("access_token", out var token) && token.GetString() is { Length: > 0 } text)
            {
                var seconds = document.RootElement.TryGetProperty("expires_in", out var expires) && expires.TryGetDouble(out var given) ? given : 300;
                _cached = (text, clock.GetUtcNow() + TimeSpan.FromSeconds(seconds) - Margin);
                return (text, null);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Falls through: a token service that answers nonsense is a gateway that is down.
        }

        return (null, new HttpResponseMessage(HttpStatusCode.BadGateway));
    }
}
