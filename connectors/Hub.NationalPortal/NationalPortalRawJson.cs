using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.NationalPortal;

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class NationalPortalRawJson : JsonSerializerContext;
