using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Postal.Dialects.Ngsp.Shapes;

/// <summary>A page of the tracking feed, in the shape of a RESTHeart collection.</summary>
internal sealed record NgspPage
{
    [JsonPropertyName("_total_pages")]
    public string? TotalPages { get; init; }

    [JsonPropertyName("_embedded")]
    public NgspEmbedded? Embedded { get; init; }

    internal sealed record NgspEmbedded
    {
        /// <summary>Kept raw: an element that cannot be read must not cost the others.</summary>
        [JsonPropertyName("rh:doc")]
        public IReadOnlyList<JsonElement>? Docs { get; init; }
    }
}
