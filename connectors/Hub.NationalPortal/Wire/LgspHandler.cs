using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hub.Connectors;
using Hub.NationalPortal.Settings;
using Microsoft.Extensions.Options;

namespace Hub.NationalPortal.Wire;

/// <summary>Puts the provincial gateway's Bearer token on each call; a refused token is renewed once. Does nothing where no gateway is configured.</summary>
public sealed class LgspHandler : DelegatingHandler
{
    private const double UsualLifetime = 300;
    private const long MaxTokenBytes = 1024 * 1024;

    private readonly SingleFlightLogin<NoToken> _login;
    private readonly NationalPortalOptions _options;
    private readonly TimeProvider _clock;

    public LgspHandler(IOptions<NationalPortalOptions> options, TimeProvider clock)
    {
        (_options, _clock) = (options.Value, clock);
        _login = new SingleFlightLogin<NoToken>(LogInAsync, clock);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_options.Lgsp?.TokenUrl is null)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        HttpResponseMessage? refused = null;
        return await _login.CallAsync(
            async (token, ct) =>
            {
                refused?.Dispose();
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                return refused = await base.SendAsync(request, ct);
            },
            static response => response.StatusCode == HttpStatusCode.Unauthorized,
            none =>
            {
                refused?.Dispose();
                return none.ToResponse();
            },
            cancellationToken);
    }

    private async Task<LoginResult<NoToken>> LogInAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(_options.Timeouts.Login, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var request = TokenRequest(_options.Lgsp!);
            using var response = await base.SendAsync(request, both.Token);
            var body = await BoundedBody.ReadAsync(response.Content, MaxTokenBytes, both.Token);
            return response.IsSuccessStatusCode
                ? Granted(body) ?? new LoginResult<NoToken>.Failed(NoToken.Nonsense)
                : new LoginResult<NoToken>.Failed(new NoToken(response.StatusCode, response.Headers.RetryAfter, response.Content.Headers.ContentType, body));
        }
        catch (Exception error) when (TransportFaults.Read(error, ct) is not null || (error is OperationCanceledException && limit.IsCancellationRequested))
        {
            return new LoginResult<NoToken>.Failed(new NoToken(Silence: error));
        }
    }

    private static HttpRequestMessage TokenRequest(LgspOptions lgsp)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, lgsp.TokenUrl);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{lgsp.Key}:{lgsp.Secret}")));
        request.Content = new FormUrlEncodedContent([new KeyValuePair<string, string>("grant_type", "client_credentials")]);
        return request;
    }

    private static LoginResult<NoToken>? Granted(ReadOnlyMemory<byte>? body)
    {
        try
        {
            using var document = JsonDocument.Parse(body ?? default);
            if (document.RootElement.TryGetProperty("access_token", out var token) && token.GetString() is { Length: > 0 } text)
            {
                var seconds = document.RootElement.TryGetProperty("expires_in", out var expires) && expires.TryGetDouble(out var given) ? given : UsualLifetime;
                return new LoginResult<NoToken>.Granted(text, TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue)));
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Falls through: a token service that answers nonsense is a gateway that is down.
        }

        return null;
    }

    /// <summary>What the token service answered instead of a token: each call that waited for one ends with it.</summary>
    /// <param name="Silence">It did not answer at all.</param>
    private sealed record NoToken(
        HttpStatusCode Status = default, RetryConditionHeaderValue? RetryAfter = null, MediaTypeHeaderValue? MediaType = null, ReadOnlyMemory<byte>? Body = null, Exception? Silence = null)
    {
        public static readonly NoToken Nonsense = new(HttpStatusCode.BadGateway);

        public HttpResponseMessage ToResponse()
        {
            if (Silence is not null)
            {
                // Whatever happened to the token request, the call itself was never made.
                throw new HttpRequestException(HttpRequestError.ConnectionError, "The gateway's token service did not answer.", Silence);
            }

            var response = new HttpResponseMessage(Status) { Content = new ReadOnlyMemoryContent(Body ?? default) };
            response.Content.Headers.ContentType = MediaType;
            response.Headers.RetryAfter = RetryAfter;
            return response;
        }
    }
}
