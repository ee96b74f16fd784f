using System.Text.Json.Serialization;

namespace Hub.Postal.Dialects.Ngsp.Shapes;

/// <summary>One element of the tracking feed.</summary>
internal sealed record NgspEvent
{
    [JsonPropertyName("_id")]
    public NgspId? Id { get; init; }

    public string? OrderNumber { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public string? EventTime { get; init; }

    /// <summary>Post office.</summary>
    [JsonPropertyName("POSID")]
    public string? PosId { get; init; }

    public string? ItemCode { get; init; }

    public string? StatusCode { get; init; }

    public string? StatusMessage { get; init; }

    public string? Notes { get; init; }

    internal sealed record NgspId
    {
        [JsonPropertyName("$oid")]
        public string? Oid { get; init; }
    }
}
