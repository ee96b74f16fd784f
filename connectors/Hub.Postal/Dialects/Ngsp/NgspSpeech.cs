using System.Net.Http.Headers;
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

    /// <summary>A. Path of the order from a public connector; those of cancel and tracking are assumed.</summary>
    public static NgspSpeech Ngsp(PostalOperatorOptions options) => new(Merged(options, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Token] = "token",
        [Order] = "apiVNPostNGSP/p1.0/order/post",
        [Cancel] = "apiVNPostNGSP/p1.0/order/cancel",
        [Tracking] = "apiVNPostNGSP/p1.0/order/tracking",
    }), null);

    /// <summary>B. Every path is assumed: each province's platform has its own.</summary>
    public static NgspSpeech Lgsp(PostalOperatorOptions options) => new(Merged(options, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Token] = "token",
        [Order] = "order",
        [Cancel] = "order/cancel",
        [Tracking] = "tracking",
        [Ranges] = "ranges",
    }), "access_token");

    public bool Has(string operation) => Paths.TryGetValue(operation, out var path) && path.Length > 0;

    public void Authorize(HttpRequestHeaders headers, string token)
    {
        if (TokenHeader is null)
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        else
        {
            headers.TryAddWithoutValidation(TokenHeader, token);
        }
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
