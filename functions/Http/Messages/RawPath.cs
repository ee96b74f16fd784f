using Microsoft.AspNetCore.Http.Features;

namespace Hub.Functions.Http.Messages;

/// <summary>Ids that may hold a slash.</summary>
internal static class RawPath
{
    /// <summary>A segment of the path as it was meant, counted from 0; empty when there is none.</summary>
    public static string Segment(HttpContext http, int index)
    {
        var segments = Path(http).Split('/');
        return index + 1 < segments.Length ? Uri.UnescapeDataString(segments[index + 1]).Trim() : "";
    }

    /// <summary>
    /// The last segment of the path as it was meant. The server leaves an escaped slash as it is, so <c>%2F</c> and <c>%252F</c> look
    /// alike in the route value.
    /// </summary>
    public static string LastSegment(HttpContext http)
    {
        var path = Path(http);
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }

    private static string Path(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var end = target.IndexOf('?', StringComparison.Ordinal);
        return end < 0 ? target : target[..end];
    }
}
