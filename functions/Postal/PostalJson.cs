using System.Text.Json.Serialization;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Postal.Acts;

namespace Hub.Functions.Postal;

/// <summary>The JSON of the post's endpoints, as <see cref="HubJson"/> has it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    UseStringEnumConverter = true,
    Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(ActRequest))]
[JsonSerializable(typeof(ActAnswer))]
[JsonSerializable(typeof(ScanRequest))]
[JsonSerializable(typeof(ScanLines))]
[JsonSerializable(typeof(ScanLine))]
[JsonSerializable(typeof(ScanList))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(ConsignmentList))]
[JsonSerializable(typeof(ConsignmentView))]
[JsonSerializable(typeof(CustodyView))]
[JsonSerializable(typeof(SheetRequest))]
[JsonSerializable(typeof(SheetChangeRequest))]
[JsonSerializable(typeof(SheetAnswer))]
[JsonSerializable(typeof(SheetList))]
[JsonSerializable(typeof(SheetView))]
[JsonSerializable(typeof(WaybillRangeRequest))]
[JsonSerializable(typeof(WaybillRangeList))]
[JsonSerializable(typeof(WaybillCloseRequest))]
[JsonSerializable(typeof(WaybillFetchRequest))]
[JsonSerializable(typeof(WaybillFetched))]
[JsonSerializable(typeof(LabelRequest))]
[JsonSerializable(typeof(MoneyView))]
public sealed partial class PostalJson : JsonSerializerContext
{
    public static PostalJson Wire => field ??= new(HubJson.Readable(Default.GeneratedSerializerOptions!));
}
