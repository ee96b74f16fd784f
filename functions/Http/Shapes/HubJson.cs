using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Hub.Core.Dossiers;
using Hub.Core.Tasks;
using Hub.NationalPortal.Procedures;
using Hub.NationalPortal.Verification;
using Hub.Postal.Acts;

namespace Hub.Functions.Http.Shapes;

/// <summary>The JSON of the interface: camelCase, absent instead of null, Vietnamese readable, unknown request properties refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    UseStringEnumConverter = true,
    Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(EventList))]
[JsonSerializable(typeof(EventsAccepted))]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(LaneView))]
[JsonSerializable(typeof(LaneList))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(BrokerDeadLetterList))]
[JsonSerializable(typeof(DeadLetterList))]
[JsonSerializable(typeof(DeadLetterDetail))]
[JsonSerializable(typeof(RedriveRequest))]
[JsonSerializable(typeof(RedriveView))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(KeyRotation))]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(KeyCreated))]
[JsonSerializable(typeof(SubscriptionRequest))]
[JsonSerializable(typeof(SubscriptionView))]
[JsonSerializable(typeof(SubscriptionList))]
[JsonSerializable(typeof(SubscriptionSecret))]
[JsonSerializable(typeof(FeedView))]
[JsonSerializable(typeof(ProcedureList))]
[JsonSerializable(typeof(Hub.Core.Procedures.Procedure))]
[JsonSerializable(typeof(ProcedureHistory))]
[JsonSerializable(typeof(IntegrationList))]
[JsonSerializable(typeof(ProceduresImport))]
[JsonSerializable(typeof(ProceduresImported))]
[JsonSerializable(typeof(UnitList))]
[JsonSerializable(typeof(UnitsImport))]
[JsonSerializable(typeof(UnitsImported))]
[JsonSerializable(typeof(UnitCodesImport))]
[JsonSerializable(typeof(UnitCodesImported))]
[JsonSerializable(typeof(ProcedureReport))]
[JsonSerializable(typeof(ProbeView))]
[JsonSerializable(typeof(VerifyRequest))]
[JsonSerializable(typeof(PortalVerifyReport))]
[JsonSerializable(typeof(AuditList))]
[JsonSerializable(typeof(AuditVerdict))]
[JsonSerializable(typeof(SchemaList))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(Timeline))]
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
[JsonSerializable(typeof(TaskList))]
[JsonSerializable(typeof(WorkTask))]
[JsonSerializable(typeof(TaskEndRequest))]
[JsonSerializable(typeof(LabelRequest))]
[JsonSerializable(typeof(string))]
public sealed partial class HubJson : JsonSerializerContext
{
    // Made at first use: the generated part of this class is not there yet when its static fields are.
    public static HubJson Hub => field ??= new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
