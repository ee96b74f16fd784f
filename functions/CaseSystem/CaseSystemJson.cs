using System.Text.Json.Serialization;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;

namespace Hub.Functions.CaseSystem;

/// <summary>The JSON of the case system's endpoints, as <see cref="HubJson"/> has it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    UseStringEnumConverter = true,
    Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(SubscriptionRequest))]
[JsonSerializable(typeof(SubscriptionView))]
[JsonSerializable(typeof(SubscriptionList))]
[JsonSerializable(typeof(SubscriptionSecret))]
[JsonSerializable(typeof(SubscriptionOwner))]
[JsonSerializable(typeof(SubscriptionTest))]
[JsonSerializable(typeof(SubscriptionDeliveries))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(FeedView))]
public sealed partial class CaseSystemJson : JsonSerializerContext
{
    public static CaseSystemJson Wire => field ??= new(HubJson.Readable(Default.GeneratedSerializerOptions!));
}
