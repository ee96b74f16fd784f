namespace Hub.NationalPortal.Settings;

/// <summary>Patience inside one attempt.</summary>
public sealed record PortalTimeouts
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Login { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan Read { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Known connectors wait 60 seconds for an answer.</summary>
    public TimeSpan Write { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pause before the one quick repeat of a read.</summary>
    public TimeSpan ReadRetryDelay { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>A session is renewed at this age, before the portal ends it; a known connector does so after ten minutes.</summary>
    public TimeSpan SessionAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a refused login is not tried again.</summary>
    public TimeSpan AfterRefusedLogin { get; init; } = TimeSpan.FromMinutes(15);
}

/// <summary>OAuth 2 client credentials of the province's gateway: Basic key and secret for a token, Bearer on each call.</summary>
public sealed record LgspOptions
{
    public Uri? TokenUrl { get; init; }

    public string Key { get; init; } = "";

    public string Secret { get; init; } = "";
}

/// <summary>Where an adapter reads <c>dstcode</c> (and <c>providerurl</c>).</summary>
public enum DstCodePlacement
{
    Header = 0,
    Query = 1,
}

/// <summary>How an operation is put on the wire.</summary>
public enum PortalEnvelopeShape
{
    /// <summary>One endpoint; session, unit, operation and data are members of the body.</summary>
    Mapi = 0,

    /// <summary>A path per operation, unit and flags in the query, the bare list as body, as some integration axes expose it.</summary>
    RestList = 1,
}
