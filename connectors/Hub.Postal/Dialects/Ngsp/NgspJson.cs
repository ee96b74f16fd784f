using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Postal.Dialects.Ngsp.Shapes;
using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.Ngsp;

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
