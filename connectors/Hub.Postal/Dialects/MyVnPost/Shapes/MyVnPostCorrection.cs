using System.Text.Json.Serialization;

namespace Hub.Postal.Dialects.MyVnPost.Shapes;

/// <summary>Another receiver of an order under way; members left out stay as they are. Names begin with capitals here.</summary>
internal sealed record MyVnPostCorrection(
    [property: JsonPropertyName("OriginalId")] string OriginalId,
    [property: JsonPropertyName("ItemCode")] string? ItemCode,
    [property: JsonPropertyName("AffairType")] string AffairType,
    [property: JsonPropertyName("Contents")] string Contents,
    [property: JsonPropertyName("Receiver")] MyVnPostCorrection.Party Receiver)
{
    internal sealed record Party(
        [property: JsonPropertyName("Fullname")] string Fullname,
        [property: JsonPropertyName("Phone")] string Phone,
        [property: JsonPropertyName("Address")] string Address,
        [property: JsonPropertyName("Province")] string Province,
        [property: JsonPropertyName("District")] string District,
        [property: JsonPropertyName("Commune")] string Commune);
}
