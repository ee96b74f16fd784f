using System.Text.Json.Serialization;
using Hub.NationalPortal.Dossiers.Data;
using Hub.NationalPortal.Sync;

namespace Hub.NationalPortal;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReceivedData))]
[JsonSerializable(typeof(StatusChangedData))]
[JsonSerializable(typeof(ProgressNotedData))]
[JsonSerializable(typeof(ResultIssuedData))]
[JsonSerializable(typeof(IntegrationData))]
[JsonSerializable(typeof(PortalKnowledge))]
internal sealed partial class NationalPortalDataJson : JsonSerializerContext;
