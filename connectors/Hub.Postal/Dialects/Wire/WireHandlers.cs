namespace Hub.Postal.Dialects.Wire;

/// <summary>Where an operator's calls leave the process.</summary>
internal static class WireHandlers
{
    /// <summary>Follows no redirect and keeps no cookie; names are looked up anew every few minutes.</summary>
    /// <param name="handlers">Instead of the network.</param>
    public static HttpClient Client(PostalOperatorOptions options, Func<PostalOperatorOptions, HttpMessageHandler>? handlers) =>
        new(handlers?.Invoke(options) ?? Network(options), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };

    private static SocketsHttpHandler Network(PostalOperatorOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.Timeouts.Connect,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
