using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Postal.Dialects.Lgsp.Shapes;
using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.Lgsp;

[JsonSerializable(typeof(LgspRangeRequest))]
[JsonSerializable(typeof(LgspRangeAnswer))]
internal sealed partial class LgspJson : JsonSerializerContext
{
    public static readonly LgspJson Wire = new(new JsonSerializerOptions { Converters = { new TextConverter() } });
}
