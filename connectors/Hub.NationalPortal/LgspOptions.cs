namespace Hub.NationalPortal;

/// <summary>OAuth 2 client credentials of the province's gateway: Basic key and secret for a token, Bearer on each call.</summary>
public sealed record LgspOptions
{
    public Uri? TokenUrl { get; init; }

    public string Key { get; init; } = "";

    public string Secret { get; init; } = "";
}
