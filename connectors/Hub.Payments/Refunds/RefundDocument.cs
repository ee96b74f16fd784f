using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Payments.Model;
using Hub.Payments.References;

namespace Hub.Payments.Refunds;

/// <summary>Refunds as proposals hold them: JSON, the same bytes for the same fee.</summary>
public static class RefundDocument
{
    private const int CodeLength = 7;
    private static readonly RefundJson Kept = new(new JsonSerializerOptions(RefundJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>How a fee stands: its version moves with everything that is decided of it or booked for it.</summary>
    public static byte[] Present(Fee fee) =>
        JsonSerializer.SerializeToUtf8Bytes(new RefundSubject(fee.Number, FeeStates.Table.Name(fee.State), fee.Amount, fee.Version), Kept.RefundSubject);

    public static byte[] Of(RefundWish wish) => JsonSerializer.SerializeToUtf8Bytes(wish, Kept.RefundWish);

    /// <exception cref="JsonException">It is no wish: not an object, a member that is not known, missing or of another type.</exception>
    public static RefundWish Wish(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, Kept.RefundWish) ?? throw new JsonException();

    /// <summary>The fee with the refund, and the reference by which the bank's line will be known.</summary>
    /// <param name="wish">As it was weighed, with its reference.</param>
    public static (Fee Fee, PaymentRequest Reference) Approved(Fee fee, RefundWish wish, DateTimeOffset at)
    {
        var text = wish.Reference is { Length: > CodeLength } given ? given : throw new JsonException();
        var reference = PaymentReference.TryParse(text[..^CodeLength], text, out var read) ? read : throw new JsonException();
        var refund = new FeeRefund(reference.Text, wish.Amount, wish.Payer.Bin, wish.Payer.Account, wish.Payer.Name, at);
        return (fee with { Refunds = [.. fee.Refunds, refund], ChangedAt = at }, new PaymentRequest
        {
            Reference = reference,
            Fee = fee.Id,
            Dossier = fee.Dossier,
            Amount = wish.Amount,
            Account = "",
            State = RequestState.Withdrawn,
            CreatedAt = at,
            ExpiresAt = at,
        });
    }
}

/// <summary>What a person wants given back.</summary>
/// <param name="Amount">Whole đồng.</param>
/// <param name="Payer">To whom; personal data.</param>
/// <param name="Reference">Given by the hub when it is proposed.</param>
public sealed record RefundWish(long Amount, RefundPayee Payer, string? Reference = null);

/// <param name="Bin">NAPAS' number of the bank, six digits.</param>
public sealed record RefundPayee(string Name, string Bin, string Account);

internal sealed record RefundSubject(string Fee, string State, long Amount, long Version);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RefundSubject))]
[JsonSerializable(typeof(RefundWish))]
internal sealed partial class RefundJson : JsonSerializerContext;
