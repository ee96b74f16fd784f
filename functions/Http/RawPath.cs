using Microsoft.AspNetCore.Http.Features;

namespace Hub.Functions.Http;

/// <summary>Ids that may hold a slash.</summary>
internal static class RawPath
{
    /// <summary>
    /// The last segment of the path as it was meant. The server leaves an escaped slash as it is, so <c>%2F</c> and <c>%252F</c> look
    /// alike in the route value.
    /// </summary>
    public static string LastSegment(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var path = end < 0 ? target : target[..end];
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
