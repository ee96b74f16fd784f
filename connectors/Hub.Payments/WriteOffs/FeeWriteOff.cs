using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Trust;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Telling;

namespace Hub.Payments.WriteOffs;

/// <summary>The rest of a fee that nobody is to ask for any more: as proposals hold it, and carried out. Pure: every store asks here, inside the transaction of the approval.</summary>
public static class FeeWriteOff
{
    /// <summary>How the fee stands, the same bytes for the same fee: its version moves with everything that is decided of it or booked for it.</summary>
    public static byte[] Present(FeeFile file)
    {
        var (fee, balance) = (file.Fee, FeeBalance.Of(file.Fee.Id, file.Payments));
        return JsonSerializer.SerializeToUtf8Bytes(
            new WriteOffSubject(fee.Number, FeeStates.Table.Name(fee.State), fee.Amount, balance.Matched, balance.Missing(fee), fee.Version), WriteOffJson.Default.WriteOffSubject);
    }

    public static byte[] Of(WriteOffWish wish) => JsonSerializer.SerializeToUtf8Bytes(wish, WriteOffJson.Default.WriteOffWish);

    /// <exception cref="JsonException">It is no wish: not an object, a member that is not known, missing or of another type.</exception>
    public static WriteOffWish Wish(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, WriteOffJson.Default.WriteOffWish) ?? throw new JsonException();

    /// <summary>What is still asked for, whole đồng.</summary>
    public static long Rest(FeeFile file) => FeeBalance.Of(file.Fee.Id, file.Payments).Missing(file.Fee);

    /// <summary>The fee without its rest, its references withdrawn, and the event that says so.</summary>
    /// <param name="reason">Why, as it was proposed.</param>
    /// <param name="approval">The approval's audit entry: its time is the write-off's, and it is told anew as what was done.</param>
    /// <returns>Null when the fee lacks another amount by now.</returns>
    public static PaymentsBatch? Of(FeeFile file, WriteOffWish wish, string reason, Guid proposal, AuditEntry approval)
    {
        if (wish.Amount <= 0 || wish.Amount != Rest(file))
        {
            return null;
        }

        var draft = new MoneyDraft(approval.At, $"proposal/{proposal}");
        draft.Know(file);
        var fee = file.Fee with { WrittenOff = file.Fee.WrittenOff + wish.Amount, ChangedAt = approval.At };
        fee = fee with { State = draft.Balance(fee.Id).StateOf(fee) };
        draft.Put(fee);
        FeeSettler.StopAsking(draft, fee.Id);
        draft.Tell(PaymentEvents.WrittenOff(fee, wish.Amount, reason, approval.At));
        return draft.ToBatch() with { Audit = approval with { Act = "fee.write-off", Target = fee.Id, Detail = $"{wish.Amount} by proposal {proposal}" } };
    }
}

/// <summary>What a person wants written off.</summary>
/// <param name="Amount">Whole đồng: all that the fee still lacks, said so that both persons know how much it is.</param>
public sealed record WriteOffWish(long Amount);

internal sealed record WriteOffSubject(string Fee, string State, long Amount, long Paid, long Missing, long Version);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WriteOffSubject))]
[JsonSerializable(typeof(WriteOffWish))]
internal sealed partial class WriteOffJson : JsonSerializerContext;
