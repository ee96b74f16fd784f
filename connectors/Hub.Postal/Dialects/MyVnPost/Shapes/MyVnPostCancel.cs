using System.Text.Json.Serialization;

namespace Hub.Postal.Dialects.MyVnPost.Shapes;

internal sealed record MyVnPostCancel([property: JsonPropertyName("OriginalId")] string OriginalId);
