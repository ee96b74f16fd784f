using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.NationalPortal.Wire;

/// <summary>The portal's items by their own names.</summary>
[JsonSerializable(typeof(PortalDossierItem))]
[JsonSerializable(typeof(PortalProgressItem))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class NationalPortalJson : JsonSerializerContext
{
    // Vietnamese goes out as UTF-8 text, as other connectors send it; nothing here is ever put into HTML.
    public static readonly NationalPortalJson Wire = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A document written by hand, in UTF-8.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
