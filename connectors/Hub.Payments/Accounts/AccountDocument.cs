using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Payments.Model;

namespace Hub.Payments.Accounts;

/// <summary>Accounts as proposals hold them: JSON, the same bytes for the same rows.</summary>
public static class AccountDocument
{
    private static readonly AccountJson Kept = new(new JsonSerializerOptions(AccountJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Every row of one account, by its first day: what a change is judged on.</summary>
    public static byte[] Of(IEnumerable<BeneficiaryAccount> rows) => JsonSerializer.SerializeToUtf8Bytes([.. rows.OrderBy(row => row.ValidFrom)], Kept.BeneficiaryAccountArray);

    public static byte[] Of(BeneficiaryAccount account) => JsonSerializer.SerializeToUtf8Bytes(account, Kept.BeneficiaryAccount);

    public static byte[] Of(AccountWish wish) => JsonSerializer.SerializeToUtf8Bytes(wish, Kept.AccountWish);

    public static BeneficiaryAccount Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, Kept.BeneficiaryAccount) ?? throw new JsonException();

    /// <exception cref="JsonException">It is no wish: not an object, a member that is not known, missing or of another type.</exception>
    public static BeneficiaryAccount Wish(string bin, string number, ReadOnlySpan<byte> json)
    {
        var wish = JsonSerializer.Deserialize(json, Kept.AccountWish) ?? throw new JsonException();
        return new BeneficiaryAccount
        {
            Bin = bin,
            Number = number,
            Holder = wish.Holder.Trim(),
            FeeTypes = wish.FeeTypes ?? [],
            Agency = wish.Agency,
            ValidFrom = wish.ValidFrom,
            ValidUntil = wish.ValidUntil,
            ShareKept = wish.ShareKept ?? 10_000,
        };
    }
}

/// <summary>What a person wants an account to be from a day on.</summary>
/// <param name="FeeTypes">Absent or empty: every fee of its agency.</param>
/// <param name="Agency">Absent: every agency.</param>
/// <param name="ValidUntil">The last day; absent: for good.</param>
/// <param name="ShareKept">In hundredths of a per cent; absent: all, 10000.</param>
public sealed record AccountWish(string Holder, DateOnly ValidFrom, DateOnly? ValidUntil = null, IReadOnlyList<string>? FeeTypes = null, string? Agency = null, int? ShareKept = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BeneficiaryAccount))]
[JsonSerializable(typeof(BeneficiaryAccount[]))]
[JsonSerializable(typeof(AccountWish))]
internal sealed partial class AccountJson : JsonSerializerContext;
