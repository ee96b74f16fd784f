using System.Net;
using System.Text.RegularExpressions;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>The host's own front: finds the HTTP function of a request by its route and forwards the request as it is, with the headers of a proxy.</summary>
internal sealed partial class PublicFront(FunctionsHost host) : HttpMessageHandler
{
    /// <summary>Where the public finds the app.</summary>
    public static readonly Uri Address = new("https://hub.example.gov.vn/");

    /// <summary>Who the public is.</summary>
    public const string Visitor = "203.0.113.9";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Find(request) is not { } function)
        {
            return new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request, Content = new ByteArrayContent([]) };
        }

        request.Headers.TryAddWithoutValidation("x-forwarded-for", Visitor);
        request.Headers.TryAddWithoutValidation("x-forwarded-host", request.Headers.Host ?? request.RequestUri!.Authority);
        request.Headers.TryAddWithoutValidation("x-forwarded-proto", request.RequestUri!.Scheme);
        request.Headers.Host = null;
        return await host.ForwardAsync(function, request, cancellationToken);
    }

    private HostFunction? Find(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath.TrimStart('/');
        return host.Functions.Where(f => f.Type == "httpTrigger").FirstOrDefault(f =>
            f.Trigger["methods"]!.AsArray().Any(m => m!.GetValue<string>().Equals(request.Method.Method, StringComparison.OrdinalIgnoreCase))
            && Regex.IsMatch(path, Pattern(f.Text("route")), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
    }

    private string Pattern(string route)
    {
        var prefix = host.Files.RoutePrefix.Length == 0 ? "" : host.Files.RoutePrefix + "/";
        return "^" + (route.StartsWith("{root", StringComparison.Ordinal) ? Regex.Escape(prefix) : CatchAll().Replace(Regex.Escape(prefix + route), "(/.*)?")) + "$";
    }

    [GeneratedRegex(@"/\\\{\\\*[a-z]+}$")]
    private static partial Regex CatchAll();
}
