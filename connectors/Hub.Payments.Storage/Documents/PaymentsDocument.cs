using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Payments.Booking;
using Hub.Payments.Messengers;
using Hub.Payments.Model;

namespace Hub.Payments.Storage.Documents;

/// <summary>Fees, requests, payments, accounts, orders, sheets, statements and notices as they are kept: one JSON document each, enumerations by name, UTF-8 without escapes for Vietnamese letters.</summary>
internal static class PaymentsDocument
{
    private static readonly PaymentsJson Kept = new(new JsonSerializerOptions(PaymentsJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static byte[] Of(Fee fee) => JsonSerializer.SerializeToUtf8Bytes(fee, Kept.Fee);

    public static byte[] Of(PaymentRequest request) => JsonSerializer.SerializeToUtf8Bytes(request, Kept.PaymentRequest);

    public static byte[] Of(Payment payment) => JsonSerializer.SerializeToUtf8Bytes(payment, Kept.Payment);

    public static byte[] Of(BeneficiaryAccount account) => JsonSerializer.SerializeToUtf8Bytes(account, Kept.BeneficiaryAccount);

    public static byte[] Of(PlatformOrder order) => JsonSerializer.SerializeToUtf8Bytes(order, Kept.PlatformOrder);

    public static byte[] Of(CounterSheet sheet) => JsonSerializer.SerializeToUtf8Bytes(sheet, Kept.CounterSheet);

    public static byte[] Of(KeptStatement statement) => JsonSerializer.SerializeToUtf8Bytes(statement, Kept.KeptStatement);

    public static byte[]? Of(MoneyNotice? notice) => notice is null ? null : JsonSerializer.SerializeToUtf8Bytes(notice, Kept.MoneyNotice);

    public static string Of(IEnumerable<string> texts) => JsonSerializer.Serialize([.. texts], Kept.StringArray);

    /// <param name="version">What the row says; the document holds the one before.</param>
    public static Fee Fee(ReadOnlySpan<byte> body, long version) => JsonSerializer.Deserialize(body, Kept.Fee)! with { Version = version };

    public static PaymentRequest Request(ReadOnlySpan<byte> body, long version) => JsonSerializer.Deserialize(body, Kept.PaymentRequest)! with { Version = version };

    public static Payment Payment(ReadOnlySpan<byte> body, long version) => JsonSerializer.Deserialize(body, Kept.Payment)! with { Version = version };

    public static BeneficiaryAccount Account(ReadOnlySpan<byte> body, long version) => JsonSerializer.Deserialize(body, Kept.BeneficiaryAccount)! with { Version = version };

    public static PlatformOrder Order(ReadOnlySpan<byte> body, long version) => JsonSerializer.Deserialize(body, Kept.PlatformOrder)! with { Version = version };

    public static CounterSheet Sheet(ReadOnlySpan<byte> body, long version) => JsonSerializer.Deserialize(body, Kept.CounterSheet)! with { Version = version };

    public static KeptStatement Statement(ReadOnlySpan<byte> body, long version) => JsonSerializer.Deserialize(body, Kept.KeptStatement)! with { Version = version };

    public static MoneyNotice? Notice(byte[]? body) => body is null ? null : JsonSerializer.Deserialize(body, Kept.MoneyNotice);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Fee))]
[JsonSerializable(typeof(PaymentRequest))]
[JsonSerializable(typeof(Payment))]
[JsonSerializable(typeof(BeneficiaryAccount))]
[JsonSerializable(typeof(PlatformOrder))]
[JsonSerializable(typeof(CounterSheet))]
[JsonSerializable(typeof(KeptStatement))]
[JsonSerializable(typeof(MoneyNotice))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class PaymentsJson : JsonSerializerContext;
