namespace Hub.Postal.Dialects.Wire;

/// <summary>Where an operator's calls leave the process.</summary>
internal static class WireHandlers
{
    /// <summary>Follows no redirect and keeps no cookie; names are looked up anew every few minutes.</summary>
    public static HttpMessageHandler Create(PostalOperatorOptions options) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.Timeouts.Connect,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    public static HttpClient Client(HttpMessageHandler handler) => new(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
}
