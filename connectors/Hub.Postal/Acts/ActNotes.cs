using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>Acts as they are kept and found again.</summary>
internal static class ActNotes
{
    public static byte[] Of(PostalStaff staff, PostalAct act, ActAnswer answer) =>
        ActJson.Note(staff.Id, act, ActJson.Default.PostalAct, answer, ActJson.Default.ActAnswer);

    /// <summary>What was answered; null when another act is kept under the id.</summary>
    public static ActAnswer? Answer(PostalRecord record, PostalAct act)
    {
        var note = ActJson.Read(record.Raw.Span);
        return note.Digest == ActJson.Digest(act, ActJson.Default.PostalAct) ? note.Answer.Deserialize(ActJson.Default.ActAnswer) : null;
    }

    public static byte[] Of(PostalStaff staff, SheetChange change, SheetAnswer answer) =>
        ActJson.Note(staff.Id, change, ActJson.Default.SheetChange, answer, ActJson.Default.SheetAnswer);

    public static SheetAnswer? Answer(PostalRecord record, SheetChange change)
    {
        var note = ActJson.Read(record.Raw.Span);
        return note.Digest == ActJson.Digest(change, ActJson.Default.SheetChange) ? note.Answer.Deserialize(ActJson.Default.SheetAnswer) : null;
    }
}

/// <summary>An act as it is kept: who told it, what was told, and what was answered, so that a repeat is answered the same.</summary>
/// <param name="Digest">SHA-256 of what was told, lower-case hex.</param>
internal sealed record ActNote(string By, string Digest, JsonElement Told, JsonElement Answer);

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
