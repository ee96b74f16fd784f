using System.Net;
using System.Text.RegularExpressions;
using System.Web;
using Hub.Tests.Triggers;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>
/// The host's own front: finds the HTTP function of a request and forwards it as <c>enableForwardingHttpRequest</c> does, losses included.
/// A body without a length is not forwarded, repeated query keys become one, and the public host's name stays.
/// </summary>
internal sealed partial class PublicFront(FunctionsHost host) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Find(request) is not { } function)
        {
            return new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request, Content = new ByteArrayContent([]) };
        }

        if (!function.IsHttpInAndOut || !host.File.Forwards)
        {
            throw new InvalidOperationException($"{function.Name} would be invoked, not forwarded.");
        }

        return await host.ForwardAsync(await CopyAsync(request, cancellationToken), cancellationToken);
    }

    private FunctionFile? Find(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath.TrimStart('/');
        return host.Functions.Where(f => f.Type == "httpTrigger").FirstOrDefault(f =>
            f.Trigger["methods"]!.AsArray().Any(m => m!.GetValue<string>().Equals(request.Method.Method, StringComparison.OrdinalIgnoreCase))
            && Regex.IsMatch(path, Pattern(f.Text("route")), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
    }

    private string Pattern(string route)
    {
        var prefix = host.File.RoutePrefix.Length == 0 ? "" : host.File.RoutePrefix + "/";
        return "^" + (route.StartsWith("{root", StringComparison.Ordinal) ? Regex.Escape(prefix) : CatchAll().Replace(Regex.Escape(prefix + route), "(/.*)?")) + "$";
    }

    private static async Task<HttpRequestMessage> CopyAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var text = string.Join('&', query.AllKeys.Select(key => $"{Uri.EscapeDataString(key ?? "")}={Uri.EscapeDataString(query[key] ?? "")}"));
        var copy = new HttpRequestMessage(request.Method, request.RequestUri.AbsolutePath + (text.Length == 0 ? "" : "?" + text));
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            if (!name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                copy.Headers.TryAddWithoutValidation(name, values);
            }
        }

        copy.Headers.Host = request.Headers.Host ?? request.RequestUri.Authority;
        if (request.Content is { } content && request.Headers.TransferEncodingChunked != true && content.Headers.ContentLength > 0)
        {
            copy.Content = new ByteArrayContent(await content.ReadAsByteArrayAsync(ct));
            foreach (var (name, values) in content.Headers.NonValidated)
            {
                copy.Content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return copy;
    }

    [GeneratedRegex(@"/\\\{\\\*[a-z]+}$")]
    private static partial Regex CatchAll();
}
