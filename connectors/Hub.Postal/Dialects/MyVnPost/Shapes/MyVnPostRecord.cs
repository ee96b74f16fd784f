using System.Text.Json.Serialization;

namespace Hub.Postal.Dialects.MyVnPost.Shapes;

/// <summary>An order as D shows it.</summary>
internal sealed record MyVnPostRecord
{
    [JsonPropertyName("originalID")]
    public string? OriginalId { get; init; }

    public string? ItemCode { get; init; }

    public string? Status { get; init; }

    public string? SaleOrderCode { get; init; }

    /// <summary>Đồng.</summary>
    public string? TotalFee { get; init; }

    /// <summary><c>dd/MM/yyyy HH:mm:ss</c>.</summary>
    public string? CreatedDate { get; init; }
}
