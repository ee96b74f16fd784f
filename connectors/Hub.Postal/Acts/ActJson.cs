using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hub.Postal.Acts;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ActNote))]
[JsonSerializable(typeof(PostalAct))]
[JsonSerializable(typeof(ActAnswer))]
[JsonSerializable(typeof(SheetChange))]
[JsonSerializable(typeof(SheetAnswer))]
internal sealed partial class ActJson : JsonSerializerContext
{
    // Made at first use: the generated part of this class is not there yet when its static fields are.
    private static ActJson Kept => field ??= new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <param name="told">What was told, as it is compared with a repeat.</param>
    public static byte[] Note<TTold, TAnswer>(string by, TTold told, JsonTypeInfo<TTold> type, TAnswer answer, JsonTypeInfo<TAnswer> answerType) => JsonSerializer.SerializeToUtf8Bytes(
        new ActNote(by, Digest(told, type), JsonSerializer.SerializeToElement(told, type), JsonSerializer.SerializeToElement(answer, answerType)), Kept.ActNote);

    public static ActNote Read(ReadOnlySpan<byte> raw) => JsonSerializer.Deserialize(raw, Kept.ActNote)!;

    public static string Digest<T>(T told, JsonTypeInfo<T> type) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(told, type)));
}
