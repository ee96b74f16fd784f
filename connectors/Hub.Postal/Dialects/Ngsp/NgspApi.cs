using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Connectors;
using Hub.Postal.Dialects.Wire;
using Hub.Postal.Settings;
using Refit;

namespace Hub.Postal.Dialects.Ngsp;

/// <summary>The operations of N-GSP, one method each, at the paths of A; B has them elsewhere. No method throws for what the operator or the network does.</summary>
internal interface INgspApi
{
    [Post("/" + NgspPaths.Order)]
    Task<ApiResponse<NgspAnswer>> OrderAsync([Body] NgspOrder order, CancellationToken ct);

    [Get("/" + NgspPaths.Cancel)]
    Task<ApiResponse<NgspAnswer>> CancelAsync([AliasAs("CustomerCode")] string customer, [AliasAs("OrderNumber")] string number, CancellationToken ct);

    [Get("/" + NgspPaths.LookUp)]
    Task<ApiResponse<NgspAnswer>> LookUpAsync([AliasAs("CustomerCode")] string customer, [AliasAs("OrderNumber")] string number, CancellationToken ct);

    /// <param name="size">1 to 1,000.</param>
    /// <param name="lastId">24 hex digits; what is told lies behind it.</param>
    [Get("/" + NgspPaths.Tracking)]
    Task<ApiResponse<NgspPage>> TrackAsync([AliasAs("pagesize")] int size, string lastId, CancellationToken ct);
}

internal interface INgspTokenApi
{
    /// <param name="credentials"><c>Basic</c> with key and secret.</param>
    [Post("/" + NgspPaths.Token)]
    Task<ApiResponse<NgspToken>> TokenAsync([Header("Authorization")] string credentials, [Body] FormUrlEncodedContent grant, CancellationToken ct);
}

/// <summary>Path of the order from a public connector; the others are assumed.</summary>
internal static class NgspPaths
{
    public const string Token = "token";
    public const string Order = "apiVNPostNGSP/p1.0/order/post";
    public const string Cancel = "apiVNPostNGSP/p1.0/order/cancel";
    public const string LookUp = "apiVNPostNGSP/p1.0/order/get";
    public const string Tracking = "apiVNPostNGSP/p1.0/order/tracking";
    public const string Ranges = "ranges";
}

/// <summary>Clients of A or B under a token by client credentials.</summary>
internal sealed class NgspClient
{
    // A refusal takes a line; pages of the feed are not searched for one.
    private const int LongestRefusal = 4096;

    private readonly PostalOperatorOptions _options;
    private readonly NgspSpeech _speech;
    private readonly TimeProvider _clock;
    private readonly WireClient _wire;
    private readonly OperatorLogin _login;
    private readonly INgspTokenApi _tokens;
    private readonly DelegatingHandler _token;

    public NgspClient(PostalOperatorOptions options, NgspSpeech speech, TimeProvider clock, Func<PostalOperatorOptions, HttpMessageHandler>? handlers)
    {
        (_options, _speech, _clock) = (options, speech, clock);
        _wire = WireClient.Of(options, speech.Operations(options.Timeouts), clock, handlers);
        _login = new OperatorLogin(clock);
        _tokens = _wire.Create<INgspTokenApi>(NgspJson.Wire);
        _token = _login.Handler(LogInAsync, speech.Authorize, IsOver);
    }

    /// <param name="wire">Knows the shapes of <typeparamref name="T"/>.</param>
    public T Create<T>(JsonSerializerContext wire) => _wire.Create<T>(wire, _token);

    private async Task<LoginResult<TokenFault>> LogInAsync(CancellationToken ct)
    {
        if (!_speech.Has(NgspSpeech.Token))
        {
            return new LoginResult<TokenFault>.Granted(_options.Secret);
        }

        using var grant = new FormUrlEncodedContent([new KeyValuePair<string, string>("grant_type", "client_credentials")]);
        var response = await _tokens.TokenAsync($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.Key}:{_options.Secret}"))}", grant, ct);
        return _login.Read(response.Reply(_clock), static answer => answer.AccessToken is { Length: > 0 } token
            ? new LoginResult<TokenFault>.Granted(token, Lifetime(answer))
            : OperatorLogin.Foreign("json"));
    }

    // A platform may say with HTTP 200 that the token is over.
    private static bool IsOver(AnswerContent answer)
    {
        try
        {
            return answer.Bytes is { Length: < LongestRefusal } && JsonSerializer.Deserialize(answer.Plain.Span, NgspJson.Wire.NgspAnswer) is { Status: NgspCodes.TokenOver };
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static TimeSpan? Lifetime(NgspToken granted) =>
        int.TryParse(granted.ExpiresIn, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : null;
}
