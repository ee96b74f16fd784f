using System.Text.Json.Serialization;
using Hub.Postal.Consignments;

namespace Hub.Postal.Storage;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Consignment))]
[JsonSerializable(typeof(PostalSheet))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class PostalJson : JsonSerializerContext;
