using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Dossiers;
using Hub.Core.Procedures;
using Hub.Core.Tasks;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;

namespace Hub.Functions.Http;

/// <summary>The JSON of the interface, but for what the parties add to it: camelCase, absent instead of null, Vietnamese readable, unknown request properties refused.</summary>
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
[JsonSerializable(typeof(ProcedureList))]
[JsonSerializable(typeof(Procedure))]
[JsonSerializable(typeof(ProcedureHistory))]
[JsonSerializable(typeof(ProceduresImport))]
[JsonSerializable(typeof(ProceduresImported))]
[JsonSerializable(typeof(UnitList))]
[JsonSerializable(typeof(UnitsImport))]
[JsonSerializable(typeof(UnitsImported))]
[JsonSerializable(typeof(UnitCodesImport))]
[JsonSerializable(typeof(UnitCodesImported))]
[JsonSerializable(typeof(ProbeView))]
[JsonSerializable(typeof(AuditList))]
[JsonSerializable(typeof(AuditVerdict))]
[JsonSerializable(typeof(AuditHeadView))]
[JsonSerializable(typeof(AuditExpectation))]
[JsonSerializable(typeof(SchemaList))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(Timeline))]
[JsonSerializable(typeof(TaskList))]
[JsonSerializable(typeof(WorkTask))]
[JsonSerializable(typeof(TaskEndRequest))]
[JsonSerializable(typeof(ProposalRequest))]
[JsonSerializable(typeof(ProposalList))]
[JsonSerializable(typeof(ProposalDetail))]
[JsonSerializable(typeof(VerifyCheckList))]
[JsonSerializable(typeof(string))]
public sealed partial class HubJson : JsonSerializerContext
{
    // Made at first use: the generated part of this class is not there yet when its static fields are.
    public static HubJson Wire => field ??= new(Readable(Default.GeneratedSerializerOptions!));

    internal static JsonSerializerOptions Readable(JsonSerializerOptions generated) => new(generated) { Encoder = Answer.Plain };
}
