using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.CaseSystem;

/// <summary>What a receiver may say about a failure: <c>{"error": "…"}</c>, <c>{"message": "…"}</c> or <c>{"error": {"message": "…"}}</c>.</summary>
internal sealed record ReceiverError(JsonElement? Error, JsonElement? Message);

/// <summary>Data of a test event.</summary>
internal sealed record TrialData([property: JsonPropertyName("subscription")] string Subscription, [property: JsonPropertyName("test")] bool IsTest);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(ReceiverError))]
[JsonSerializable(typeof(TrialData))]
internal sealed partial class CaseSystemJson : JsonSerializerContext;
