using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal;

/// <summary>Source-generated shapes: the portal's items by their own names, the hub's documents in camelCase.</summary>
[JsonSerializable(typeof(PortalDossierItem))]
[JsonSerializable(typeof(PortalProgressItem))]
internal sealed partial class NationalPortalJson : JsonSerializerContext
{
    // Vietnamese goes out as UTF-8 text, as other connectors send it; nothing here is ever put into HTML.
    public static readonly NationalPortalJson Wire = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
