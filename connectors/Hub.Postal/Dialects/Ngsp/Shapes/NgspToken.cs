using System.Text.Json.Serialization;

namespace Hub.Postal.Dialects.Ngsp.Shapes;

/// <summary>Answer of the client credentials grant.</summary>
internal sealed record NgspToken
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public string? ExpiresIn { get; init; }

    public override string ToString() => nameof(NgspToken);
}
