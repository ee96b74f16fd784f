namespace Hub.Connectors;

/// <summary>Where calls to a partner leave the process.</summary>
public static class PartnerHandlers
{
    // A partner that moves to another address is followed within this time.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public static SocketsHttpHandler Network(TimeSpan connectTimeout) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
    };
}
