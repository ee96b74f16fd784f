using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Connectors;
using Hub.Postal.Dialects.Wire;
using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.Ngsp;

/// <summary>HTTP side of A and B: a token by client credentials, JSON in and out.</summary>
internal sealed class NgspApi : INgspApi
{
    private readonly WireClient _wire;
    private readonly PostalOperatorOptions _options;
    private readonly NgspSpeech _speech;
    private readonly OperatorLogin _login;

    public NgspApi(HttpClient http, PostalOperatorOptions options, NgspSpeech speech, TimeProvider clock)
    {
        (_wire, _options, _speech) = (new WireClient(http, clock), options, speech);
        _login = new OperatorLogin(LogInAsync, clock);
    }

    public Task<WireReply<NgspAnswer>> OrderAsync(NgspOrder order, CancellationToken ct) =>
        AskAsync(() => Post(NgspSpeech.Order, order, NgspJson.Wire.NgspOrder), _options.Timeouts.Write, ct);

    public Task<WireReply<NgspAnswer>> CancelAsync(string number, CancellationToken ct) => AskAsync(() => OfOrder(NgspSpeech.Cancel, number), _options.Timeouts.Write, ct);

    public Task<WireReply<NgspAnswer>> LookUpAsync(string number, CancellationToken ct) => AskAsync(() => OfOrder(NgspSpeech.LookUp, number), _options.Timeouts.Read, ct);

    public Task<WireReply<NgspPage>> TrackAsync(int size, string lastId, CancellationToken ct) => CallAsync(
        () => Get(NgspSpeech.Tracking, ("pagesize", size.ToString(CultureInfo.InvariantCulture)), ("lastId", lastId)), NgspJson.Wire.NgspPage, _options.Timeouts.Read, ct);

    /// <summary>Any other operation that the same token opens.</summary>
    internal Task<WireReply<T>> CallAsync<T>(Func<HttpRequestMessage> make, JsonTypeInfo<T> shape, TimeSpan patience, CancellationToken ct) =>
        _login.CallAsync<T>(
            async (token, each) =>
            {
                using var request = make();
                _speech.Authorize(request.Headers, token);
                return await _wire.SendAsync(request, shape, patience, each);
            },
            ct);

    internal HttpRequestMessage Get(string operation, params ReadOnlySpan<(string Name, string Value)> query)
    {
        var text = new StringBuilder(_speech.Paths[operation]);
        var sign = '?';
        foreach (var (name, value) in query)
        {
            text.Append(sign).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            sign = '&';
        }

        return new HttpRequestMessage(HttpMethod.Get, new Uri(_options.BaseAddress!, text.ToString()));
    }

    internal HttpRequestMessage Post<T>(string operation, T body, JsonTypeInfo<T> shape)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, shape));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return new HttpRequestMessage(HttpMethod.Post, new Uri(_options.BaseAddress!, _speech.Paths[operation])) { Content = content };
    }

    // A platform may say with HTTP 200 that the token is over.
    private Task<WireReply<NgspAnswer>> AskAsync(Func<HttpRequestMessage> make, TimeSpan patience, CancellationToken ct) => _login.CallAsync<NgspAnswer>(
        async (token, each) =>
        {
            using var request = make();
            _speech.Authorize(request.Headers, token);
            var reply = await _wire.SendAsync(request, NgspJson.Wire.NgspAnswer, patience, each);
            return reply is WireReply<NgspAnswer>.Ok { Value: { Status: "401" } over } ? new WireReply<NgspAnswer>.Http(401, null, over.Message ?? "") : reply;
        },
        ct);

    private HttpRequestMessage OfOrder(string operation, string number) => Get(operation, ("CustomerCode", _options.CustomerCode), ("OrderNumber", number));

    private async Task<LoginResult<TokenFault>> LogInAsync(CancellationToken ct)
    {
        if (!_speech.Has(NgspSpeech.Token))
        {
            return new LoginResult<TokenFault>.Granted(_options.Secret);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.BaseAddress!, _speech.Paths[NgspSpeech.Token]));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.Key}:{_options.Secret}")));
        request.Content = new FormUrlEncodedContent([new KeyValuePair<string, string>("grant_type", "client_credentials")]);
        var reply = await _wire.SendAsync(request, NgspJson.Wire.NgspToken, _options.Timeouts.Login, ct);
        return _login.Read(reply, static answer => answer.AccessToken is { Length: > 0 } token
            ? new LoginResult<TokenFault>.Granted(token, Lifetime(answer))
            : OperatorLogin.Foreign("json"));
    }

    private static TimeSpan? Lifetime(NgspToken granted) =>
        int.TryParse(granted.ExpiresIn, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : null;
}

/// <summary>The operations of N-GSP, one method each, over HTTP only. No method throws for what the operator or the network does.</summary>
internal interface INgspApi
{
    Task<WireReply<NgspAnswer>> OrderAsync(NgspOrder order, CancellationToken ct);

    Task<WireReply<NgspAnswer>> CancelAsync(string number, CancellationToken ct);

    Task<WireReply<NgspAnswer>> LookUpAsync(string number, CancellationToken ct);

    /// <param name="size">1 to 1,000.</param>
    /// <param name="lastId">24 hex digits; what is told lies behind it.</param>
    Task<WireReply<NgspPage>> TrackAsync(int size, string lastId, CancellationToken ct);
}
