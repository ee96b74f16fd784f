using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.MyVnPost;

[JsonSerializable(typeof(MyVnPostLogin))]
[JsonSerializable(typeof(MyVnPostToken))]
[JsonSerializable(typeof(MyVnPostCreate))]
[JsonSerializable(typeof(MyVnPostCancel))]
[JsonSerializable(typeof(MyVnPostCorrection))]
[JsonSerializable(typeof(MyVnPostQuestion))]
[JsonSerializable(typeof(WireJson))]
internal sealed partial class MyVnPostJson : JsonSerializerContext
{
    // Vietnamese goes out as UTF-8 text; nothing here is ever put into HTML.
    public static readonly MyVnPostJson Wire = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new TextConverter() },
    });
}
