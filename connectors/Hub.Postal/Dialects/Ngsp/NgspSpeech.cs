using System.Net.Http.Headers;
using Hub.Connectors;
using Hub.Postal.Dialects.Wire;
using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.Ngsp;

/// <summary>What A and B do differently over HTTP: where things are, and where the token goes.</summary>
/// <param name="Paths">Below the base address, by operation; an operation that it does not name is not asked for.</param>
/// <param name="TokenHeader">Null: <c>Authorization: Bearer</c>.</param>
internal sealed record NgspSpeech(IReadOnlyDictionary<string, string> Paths, string? TokenHeader)
{
    public const string Token = "token";
    public const string Order = "order";
    public const string Cancel = "cancel";
    public const string LookUp = "look-up";
    public const string Tracking = "tracking";
    public const string Ranges = "ranges";

    /// <summary>A. It has no look-up of its own.</summary>
    public static NgspSpeech Ngsp(PostalOperatorOptions options) => new(Merged(options, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Token] = NgspPaths.Token,
        [Order] = NgspPaths.Order,
        [Cancel] = NgspPaths.Cancel,
        [Tracking] = NgspPaths.Tracking,
    }), null);

    /// <summary>B. Every path is assumed: each province's platform has its own.</summary>
    public static NgspSpeech Lgsp(PostalOperatorOptions options) => new(Merged(options, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Token] = "token",
        [Order] = "order",
        [Cancel] = "order/cancel",
        [Tracking] = "tracking",
        [Ranges] = NgspPaths.Ranges,
    }), "access_token");

    public bool Has(string operation) => Paths.TryGetValue(operation, out var path) && path.Length > 0;

    public Action<HttpRequestHeaders, string> Authorize =>
        TokenHeader is null ? static (headers, token) => headers.Authorization = new AuthenticationHeaderValue("Bearer", token) : OperatorLogin.InHeader(TokenHeader);

    public IReadOnlyList<PartnerOperation> Operations(PostalTimeouts timeouts)
    {
        (string Operation, string Named, TimeSpan Patience, HttpMethod? Method)[] all =
        [
            (Token, NgspPaths.Token, timeouts.Login, null),
            (Order, NgspPaths.Order, timeouts.Write, null),
            (Cancel, NgspPaths.Cancel, timeouts.Write, null),
            (LookUp, NgspPaths.LookUp, timeouts.Read, null),
            (Tracking, NgspPaths.Tracking, timeouts.Read, null),
            (Ranges, NgspPaths.Ranges, timeouts.Write, HttpMethod.Post),
            (Ranges, NgspPaths.Ranges, timeouts.Read, HttpMethod.Get),
        ];
        return [.. all.Where(each => Has(each.Operation)).Select(each => new PartnerOperation(each.Named, Paths[each.Operation], each.Patience, each.Method))];
    }

    private static Dictionary<string, string> Merged(PostalOperatorOptions options, Dictionary<string, string> own)
    {
        foreach (var (operation, path) in options.Paths)
        {
            own[operation] = path.TrimStart('/');
        }

        return own;
    }
}
