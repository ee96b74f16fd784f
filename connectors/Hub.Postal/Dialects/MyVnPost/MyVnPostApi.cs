using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Connectors;
using Hub.Postal.Dialects.Wire;
using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.MyVnPost;

/// <summary>HTTP side of D: an account for a token, the token in a header of its own.</summary>
internal sealed class MyVnPostApi : IMyVnPostApi
{
    // Names of the operations in the settings' paths, and where the operator's page has them.
    private static readonly Dictionary<string, string> Own = new(StringComparer.Ordinal)
    {
        ["token"] = "customer-partner/GetAccessToken",
        ["order"] = "customer-partner/CreateOrder",
        ["look-up"] = "customer-partner/getOrder",
        ["cancel"] = "customer-partner/orderCancel",
        ["correct"] = "customer-partner/orderCorrection",
        ["charge"] = "customer-partner/ServicesCharge",
        ["history"] = "customer-partner/GetStatusHistoryOrder",
    };

    private readonly WireClient _wire;
    private readonly PostalOperatorOptions _options;
    private readonly OperatorLogin _login;

    public MyVnPostApi(HttpClient http, PostalOperatorOptions options, TimeProvider clock)
    {
        (_wire, _options) = (new WireClient(http, clock), options);
        _login = new OperatorLogin(LogInAsync, clock);
    }

    public Task<WireReply<MyVnPostRecord>> CreateAsync(MyVnPostOrder order, CancellationToken ct) => CallAsync(
        () => Post("order", new MyVnPostCreate(1, "GUI", _options.CustomerCode, null, order), MyVnPostJson.Wire.MyVnPostCreate),
        MyVnPostJson.Wire.MyVnPostRecord, _options.Timeouts.Write, ct);

    public Task<WireReply<IReadOnlyList<MyVnPostResults>>> GetAsync(string number, CancellationToken ct) =>
        CallAsync(() => ByNumber("look-up", number), MyVnPostJson.Wire.IReadOnlyListMyVnPostResults, _options.Timeouts.Read, ct);

    public Task<WireReply<MyVnPostTaken>> CancelAsync(string originalId, CancellationToken ct) => CallAsync(
        () => Post("cancel", new MyVnPostCancel(originalId), MyVnPostJson.Wire.MyVnPostCancel), MyVnPostJson.Wire.MyVnPostTaken, _options.Timeouts.Write, ct);

    public Task<WireReply<MyVnPostTaken>> CorrectAsync(MyVnPostCorrection correction, CancellationToken ct) => CallAsync(
        () => Post("correct", correction, MyVnPostJson.Wire.MyVnPostCorrection), MyVnPostJson.Wire.MyVnPostTaken, _options.Timeouts.Write, ct);

    public Task<WireReply<IReadOnlyList<MyVnPostPrice>>> ChargeAsync(MyVnPostQuestion.Parcel parcel, CancellationToken ct) => CallAsync(
        () => Post("charge", new MyVnPostQuestion(1, _options.CustomerCode, null, parcel), MyVnPostJson.Wire.MyVnPostQuestion),
        MyVnPostJson.Wire.IReadOnlyListMyVnPostPrice, _options.Timeouts.Read, ct);

    public Task<WireReply<MyVnPostHistory>> HistoryAsync(string number, CancellationToken ct) =>
        CallAsync(() => ByNumber("history", number), MyVnPostJson.Wire.MyVnPostHistory, _options.Timeouts.Read, ct);

    private Task<WireReply<T>> CallAsync<T>(Func<HttpRequestMessage> make, JsonTypeInfo<T> shape, TimeSpan patience, CancellationToken ct) => _login.CallAsync<T>(
        async (token, each) =>
        {
            using var request = make();
            request.Headers.TryAddWithoutValidation("token", token);
            return await _wire.SendAsync(request, shape, patience, each);
        },
        ct);

    private Uri Address(string operation, string query = "") => new(_options.BaseAddress!, _options.Paths.GetValueOrDefault(operation, Own[operation]).TrimStart('/') + query);

    // Type 2 asks by the customer's own number.
    private HttpRequestMessage ByNumber(string operation, string number) => new(HttpMethod.Get, Address(operation, $"?type=2&code={Uri.EscapeDataString(number)}"));

    private HttpRequestMessage Post<T>(string operation, T body, JsonTypeInfo<T> shape)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, shape));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return new HttpRequestMessage(HttpMethod.Post, Address(operation)) { Content = content };
    }

    private async Task<LoginResult<TokenFault>> LogInAsync(CancellationToken ct)
    {
        using var request = Post("token", new MyVnPostLogin(_options.Username, _options.Password, _options.CustomerCode), MyVnPostJson.Wire.MyVnPostLogin);
        var reply = await _wire.SendAsync(request, MyVnPostJson.Wire.MyVnPostToken, _options.Timeouts.Login, ct);
        return _login.Read(reply, answer => answer switch
        {
            { Token: { Length: > 0 } token } => new LoginResult<TokenFault>.Granted(token),
            { Success: "false" } => _login.Refused(PostalMask.Apply(answer.Message ?? "", [_options.Username], [])),
            _ => OperatorLogin.Foreign("json"),
        });
    }
}

/// <summary>The operations of MyVNPost, one method each, over HTTP only. No method throws for what the operator or the network does.</summary>
internal interface IMyVnPostApi
{
    /// <summary><c>CreateOrder</c>.</summary>
    Task<WireReply<MyVnPostRecord>> CreateAsync(MyVnPostOrder order, CancellationToken ct);

    /// <summary><c>getOrder</c> by our own number; several when it was booked more than once.</summary>
    Task<WireReply<IReadOnlyList<MyVnPostResults>>> GetAsync(string number, CancellationToken ct);

    /// <summary><c>orderCancel</c>.</summary>
    Task<WireReply<MyVnPostTaken>> CancelAsync(string originalId, CancellationToken ct);

    /// <summary><c>orderCorrection</c>.</summary>
    Task<WireReply<MyVnPostTaken>> CorrectAsync(MyVnPostCorrection correction, CancellationToken ct);

    /// <summary><c>ServicesCharge</c>.</summary>
    Task<WireReply<IReadOnlyList<MyVnPostPrice>>> ChargeAsync(MyVnPostQuestion.Parcel parcel, CancellationToken ct);

    /// <summary><c>GetStatusHistoryOrder</c> by our own number.</summary>
    Task<WireReply<MyVnPostHistory>> HistoryAsync(string number, CancellationToken ct);
}
