using System.Text.Json.Serialization;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.NationalPortal.Procedures;
using Hub.NationalPortal.Verification;

namespace Hub.Functions.NationalPortal;

/// <summary>The JSON of the national portal's endpoints, as <see cref="HubJson"/> has it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    UseStringEnumConverter = true,
    Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(IntegrationList))]
[JsonSerializable(typeof(ProcedureReport))]
[JsonSerializable(typeof(VerifyRequest))]
[JsonSerializable(typeof(PortalVerifyReport))]
public sealed partial class NationalPortalJson : JsonSerializerContext
{
    public static NationalPortalJson Wire => field ??= new(HubJson.Readable(Default.GeneratedSerializerOptions!));
}
