using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Postal.Consignments;

namespace Hub.Postal.Storage.Documents;

/// <summary>Consignments and sheets as they are kept: one JSON document each, enumerations by name, UTF-8 without escapes for Vietnamese letters.</summary>
internal static class PostalDocument
{
    private static readonly PostalJson Kept = new(new JsonSerializerOptions(PostalJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static byte[] Of(Consignment consignment) => JsonSerializer.SerializeToUtf8Bytes(consignment, Kept.Consignment);

    public static byte[] Of(PostalSheet sheet) => JsonSerializer.SerializeToUtf8Bytes(sheet, Kept.PostalSheet);

    public static string Of(IEnumerable<string> texts) => JsonSerializer.Serialize([.. texts], Kept.StringArray);

    /// <param name="version">What the row says; the document holds the one before.</param>
    public static Consignment Consignment(ReadOnlySpan<byte> body, long version) =>
        JsonSerializer.Deserialize(body, Kept.Consignment)! with { Version = version };

    public static PostalSheet Sheet(ReadOnlySpan<byte> body, long version) => JsonSerializer.Deserialize(body, Kept.PostalSheet)! with { Version = version };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Consignment))]
[JsonSerializable(typeof(PostalSheet))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class PostalJson : JsonSerializerContext;
