using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hub.Connectors;
using Hub.Core.Intake;
using Hub.NationalPortal.Settings;
using Microsoft.Extensions.Options;
using Refit;

namespace Hub.NationalPortal.Wire;

/// <summary>The token service of the provincial gateway, at the address in the settings.</summary>
internal interface ILgspTokenApi
{
    /// <param name="credentials"><c>Basic</c> with key and secret.</param>
    [Post("/" + LgspTokens.Path)]
    Task<ApiResponse<HttpContent>> TokenAsync([Header("Authorization")] string credentials, [Body] FormUrlEncodedContent grant, CancellationToken ct);
}

/// <summary>The provincial gateway's Bearer token on each call.</summary>
internal sealed class LgspTokens(ILgspTokenApi tokens, IOptions<NationalPortalOptions> options, TimeProvider clock)
{
    /// <summary>Stands for the whole address of the settings.</summary>
    public const string Path = "token";

    public const long MaxBytes = 1024 * 1024;

    private const double UsualLifetime = 300;

    public DelegatingHandler Handler() => new TokenHandler<NoToken>(
        new SingleFlightLogin<NoToken>(LogInAsync, clock),
        static (headers, token) => headers.Authorization = new AuthenticationHeaderValue("Bearer", token),
        static response => response.StatusCode == HttpStatusCode.Unauthorized,
        static none => none.ToResponse());

    private async Task<LoginResult<NoToken>> LogInAsync(CancellationToken ct)
    {
        var lgsp = options.Value.Lgsp!;
        using var grant = new FormUrlEncodedContent([new KeyValuePair<string, string>("grant_type", "client_credentials")]);
        using var response = await tokens.TokenAsync($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{lgsp.Key}:{lgsp.Secret}"))}", grant, ct);
        return response.Silence() is { } silence ? new LoginResult<NoToken>.Failed(new NoToken(Silence: silence))
            : !response.IsSuccessStatusCode ? new LoginResult<NoToken>.Failed(new NoToken(response.StatusCode!.Value, response.Headers!.RetryAfter, response.Content))
            : Granted(response.Body()!) ?? new LoginResult<NoToken>.Failed(NoToken.Nonsense);
    }

    private static LoginResult<NoToken>? Granted(AnswerContent answer)
    {
        try
        {
            using var document = OutsideJson.Parse(answer.Plain);
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
        HttpStatusCode Status = default, RetryConditionHeaderValue? RetryAfter = null, HttpContent? Answer = null, NoAnswerException? Silence = null)
    {
        public static readonly NoToken Nonsense = new(HttpStatusCode.BadGateway);

        public HttpResponseMessage ToResponse()
        {
            if (Silence is not null)
            {
                // Whatever happened to the token request, the call itself was never made.
                throw new NoAnswerException($"token service: {Silence.What}", mayBeSent: false, Silence);
            }

            var response = new HttpResponseMessage(Status) { Content = Answer };
            response.Headers.RetryAfter = RetryAfter;
            return response;
        }
    }
}
