using System.Text.Json.Serialization;

namespace Hub.NationalPortal.Dossiers.Data;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReceivedData))]
[JsonSerializable(typeof(StatusChangedData))]
[JsonSerializable(typeof(ProgressNotedData))]
[JsonSerializable(typeof(ResultIssuedData))]
[JsonSerializable(typeof(IntegrationData))]
internal sealed partial class NationalPortalDataJson : JsonSerializerContext;
