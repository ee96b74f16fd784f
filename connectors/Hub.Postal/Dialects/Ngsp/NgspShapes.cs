using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.Ngsp;

/// <summary>An order as A and B take it. Amounts are whole đồng, provinces and districts the operator's own integers.</summary>
internal sealed record NgspOrder(
    string CustomerCode, string OrderNumber, long CODAmount,
    int SenderProvince, int? SenderDistrict, string SenderAddress, string SenderName, string SenderEmail, string SenderTel, string SenderDesc, string Description,
    string ReceiverName, string ReceiverAddress, string ReceiverTel, int ReceiverProvince, int? ReceiverDistrict, string ReceiverEmail)
{
    /// <summary>B only: the waybill from a range allotted to the centre.</summary>
    public string? ItemCode { get; init; }

    /// <summary>B only: 2.</summary>
    public int? FlagConfig { get; init; }
}

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

/// <summary>A business answer; <c>Status</c> is a number in A and a text in B.</summary>
internal sealed record NgspAnswer
{
    public string? Status { get; init; }

    public string? Message { get; init; }

    /// <summary>Of the look-up.</summary>
    public NgspFound? Order { get; init; }
}

/// <summary>An order as the look-up shows it.</summary>
internal sealed record NgspFound
{
    public string? OrderNumber { get; init; }

    public string? ItemCode { get; init; }
}

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

[JsonSerializable(typeof(NgspOrder))]
[JsonSerializable(typeof(NgspToken))]
[JsonSerializable(typeof(NgspAnswer))]
[JsonSerializable(typeof(NgspPage))]
[JsonSerializable(typeof(NgspEvent))]
internal sealed partial class NgspJson : JsonSerializerContext
{
    // Vietnamese goes out as UTF-8 text; nothing here is ever put into HTML.
    public static readonly NgspJson Wire = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new TextConverter() },
    });
}
