using Hub.Connectors;
using Hub.Postal.Dialects.Wire;
using Hub.Postal.Settings;
using Refit;

namespace Hub.Postal.Dialects.MyVnPost;

/// <summary>The operations of MyVNPost, one method each, at the paths of its public page. No method throws for what the operator or the network does.</summary>
internal interface IMyVnPostApi
{
    [Post("/" + MyVnPostPaths.Order)]
    Task<ApiResponse<WireJson>> CreateAsync([Body] MyVnPostCreate order, CancellationToken ct);

    /// <summary>By our own number (type 2); several when it was booked more than once.</summary>
    [Get("/" + MyVnPostPaths.LookUp + "?type=2")]
    Task<ApiResponse<WireJson>> GetAsync(string code, CancellationToken ct);

    [Post("/" + MyVnPostPaths.Cancel)]
    Task<ApiResponse<WireJson>> CancelAsync([Body] MyVnPostCancel cancel, CancellationToken ct);

    [Post("/" + MyVnPostPaths.Correct)]
    Task<ApiResponse<WireJson>> CorrectAsync([Body] MyVnPostCorrection correction, CancellationToken ct);

    /// <summary>What became of a change that waited for approval.</summary>
    [Get("/" + MyVnPostPaths.Decision)]
    Task<ApiResponse<WireJson>> DecisionAsync([AliasAs("OriginalId")] string originalId, [AliasAs("CaseId")] string caseId, CancellationToken ct);

    [Post("/" + MyVnPostPaths.Charge)]
    Task<ApiResponse<WireJson>> ChargeAsync([Body] MyVnPostQuestion question, CancellationToken ct);

    /// <summary>By our own number (type 2).</summary>
    [Get("/" + MyVnPostPaths.History + "?type=2")]
    Task<ApiResponse<WireJson>> HistoryAsync(string code, CancellationToken ct);
}

internal interface IMyVnPostTokenApi
{
    [Post("/" + MyVnPostPaths.Token)]
    Task<ApiResponse<MyVnPostToken>> TokenAsync([Body] MyVnPostLogin login, CancellationToken ct);
}

/// <summary>Newer customers are seen without the prefix, older ones with it: the path <c>prefix</c> of the settings stands over it for all operations.</summary>
internal static class MyVnPostPaths
{
    public const string Prefix = "customer-partner/";
    public const string Token = "customer-partner/GetAccessToken";
    public const string Order = "customer-partner/CreateOrder";
    public const string LookUp = "customer-partner/getOrder";
    public const string Cancel = "customer-partner/orderCancel";
    public const string Correct = "customer-partner/orderCorrection";
    public const string Decision = "customer-partner/orderCorrection/updateCase";
    public const string Charge = "customer-partner/ServicesCharge";
    public const string History = "customer-partner/GetStatusHistoryOrder";
}

/// <summary>An account for a token, the token in a header of its own.</summary>
internal static class MyVnPostClient
{
    public static IMyVnPostApi Create(PostalOperatorOptions options, TimeProvider clock, Func<PostalOperatorOptions, HttpMessageHandler>? handlers)
    {
        var wire = WireClient.Of(options, Operations(options), clock, handlers);
        var login = new OperatorLogin(clock);
        var tokens = wire.Create<IMyVnPostTokenApi>(MyVnPostJson.Wire);
        return wire.Create<IMyVnPostApi>(MyVnPostJson.Wire, login.Handler(LogInAsync, OperatorLogin.InHeader("token")));

        async Task<LoginResult<TokenFault>> LogInAsync(CancellationToken ct)
        {
            var response = await tokens.TokenAsync(new MyVnPostLogin(options.Username, options.Password, options.CustomerCode), ct);
            return login.Read(response.Reply(clock), answer => answer switch
            {
                { Token: { Length: > 0 } token } => new LoginResult<TokenFault>.Granted(token),
                { Success: "false" } => login.Refused(PostalMask.Apply(answer.ErrorMessage ?? answer.Message ?? "", [options.Username], [])),
                _ => OperatorLogin.Foreign("json"),
            });
        }
    }

    private static PartnerOperation[] Operations(PostalOperatorOptions options)
    {
        var (login, read, write) = (options.Timeouts.Login, options.Timeouts.Read, options.Timeouts.Write);
        var prefix = options.Paths.GetValueOrDefault("prefix", MyVnPostPaths.Prefix).Trim('/');
        return
        [
            Operation("token", MyVnPostPaths.Token, login),
            Operation("order", MyVnPostPaths.Order, write),
            Operation("look-up", MyVnPostPaths.LookUp, read),
            Operation("cancel", MyVnPostPaths.Cancel, write),
            Operation("correct", MyVnPostPaths.Correct, write),
            Operation("decision", MyVnPostPaths.Decision, read),
            Operation("charge", MyVnPostPaths.Charge, read),
            Operation("history", MyVnPostPaths.History, read),
        ];

        PartnerOperation Operation(string name, string path, TimeSpan patience) => new(path, options.Paths.GetValueOrDefault(name, Below(path)).TrimStart('/'), patience);

        string Below(string path) => prefix.Length == 0 ? path[MyVnPostPaths.Prefix.Length..] : $"{prefix}/{path[MyVnPostPaths.Prefix.Length..]}";
    }
}
