using System.Text.Json.Serialization;
using Hub.Core.Events;

namespace Hub.NationalPortal.Dossiers.Data;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(ReceivedData))]
[JsonSerializable(typeof(StatusChangedData))]
[JsonSerializable(typeof(ProgressNotedData))]
[JsonSerializable(typeof(ResultIssuedData))]
[JsonSerializable(typeof(FiledData))]
[JsonSerializable(typeof(IntegrationData))]
internal sealed partial class NationalPortalDataJson : JsonSerializerContext;
