using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.NationalPortal.Wire;

/// <summary>What the portal is sent, by its own names.</summary>
[JsonSerializable(typeof(MapiLogin))]
[JsonSerializable(typeof(MapiCall))]
[JsonSerializable(typeof(MapiProcedure))]
[JsonSerializable(typeof(MapiLookUp))]
[JsonSerializable(typeof(MapiTechId))]
[JsonSerializable(typeof(MapiDossiers))]
[JsonSerializable(typeof(MapiProgress))]
[JsonSerializable(typeof(MapiItems))]
[JsonSerializable(typeof(MapiFilingStatus))]
[JsonSerializable(typeof(ListedFilingStatus))]
[JsonSerializable(typeof(IReadOnlyList<PortalDossierItem>))]
[JsonSerializable(typeof(IReadOnlyList<PortalProgressItem>))]
[JsonSerializable(typeof(IReadOnlyList<JsonElement>))]
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
