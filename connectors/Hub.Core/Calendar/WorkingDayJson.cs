using System.Text.Json.Serialization;

namespace Hub.Core.Calendar;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WorkingDayList))]
internal sealed partial class WorkingDayJson : JsonSerializerContext;
