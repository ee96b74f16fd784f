using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hub.Payments.Messengers;

/// <summary>
/// SePay's webhook. Either it signs (<c>X-SePay-Signature: sha256=…</c>, HMAC-SHA256 over <c>{X-SePay-Timestamp}.{body}</c>), or it brings an API key
/// (<c>Authorization: Apikey …</c>); a hub that has the secret takes no key in its place. Source: SePay's pages; that a call sent again is signed anew is assumed.
/// </summary>
public sealed class SePayMessenger : IMessenger
{
    private const string Algorithm = "sha256=";
    private const string Scheme = "Apikey ";

    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<string> _secrets;
    private readonly bool _isSigned;

    private SePayMessenger(IReadOnlyList<string> secrets, bool isSigned, TimeProvider clock) => (_secrets, _isSigned, _clock) = (Proofs.Required(secrets), isSigned, clock);

    public string Name => "sepay";

    /// <param name="secrets">More than one while a secret is changed.</param>
    public static SePayMessenger BySignature(TimeProvider clock, params IReadOnlyList<string> secrets) => new(secrets, true, clock);

    /// <inheritdoc cref="BySignature"/>
    public static SePayMessenger ByKey(TimeProvider clock, params IReadOnlyList<string> secrets) => new(secrets, false, clock);

    public MessengerReading Read(MessengerCall call) => call.Body.Length > MessengerCall.MaxBytes ? new MessengerReading.Refused(RefusalCodes.TooLarge)
        : Refusal(call) is { } refused ? new MessengerReading.Refused(refused)
        : NoticeJson.Parse(call.Body) is { } root ? Notice(root)
        : new MessengerReading.Unclear("json");

    public MessengerAnswer Answer(MessengerCall call, MessengerReading reading, string? receipt) => PlainAnswers.Of(reading, receipt);

    private string? Refusal(MessengerCall call)
    {
        if (!_isSigned)
        {
            return call.Header("Authorization") is not { } key || !key.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? RefusalCodes.NoSignature
                : Proofs.IsSecret(_secrets, key[Scheme.Length..].Trim()) ? null
                : RefusalCodes.WrongSignature;
        }

        if (call.Header("X-SePay-Timestamp") is not { } at || call.Header("X-SePay-Signature") is not { } signature || !signature.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            return RefusalCodes.NoSignature;
        }

        return !Proofs.IsHmac(HashAlgorithmName.SHA256, _secrets, [.. Encoding.UTF8.GetBytes($"{at}."), .. call.Body.Span], signature[Algorithm.Length..]) ? RefusalCodes.WrongSignature
            : Proofs.IsFresh(at, isMilliseconds: false, _clock.GetUtcNow()) ? null
            : RefusalCodes.Stale;
    }

    private MessengerReading Notice(JsonElement root) => root.Text("id") is not { } id ? new MessengerReading.Unclear("id")
        : root.Amount("transferAmount") is not ({ } amount and > 0) ? new MessengerReading.Unclear("amount")
        : root.Text("transferType") is not ("in" or "out") ? new MessengerReading.Unclear("direction")
        : new MessengerReading.Told(new MoneyNotice
        {
            Messenger = Name,
            Id = id,
            Direction = root.Text("transferType") == "in" ? MoneyDirection.In : MoneyDirection.Out,
            Amount = amount,
            Account = root.Text("accountNumber"),
            SubAccount = root.Text("subAccount"),
            At = root.LocalTime("transactionDate"),
            Text = root.Text("content") ?? root.Text("description"),
            BankReference = root.Text("referenceCode"),
            Order = root.Text("code"),
        });
}

/// <summary>The answer of those that only want to know whether we have it.</summary>
internal static class PlainAnswers
{
    public static MessengerAnswer Of(MessengerReading reading, string? receipt) => reading is MessengerReading.Refused refused ? Failed(refused.Status, refused.Code)
        : receipt is null ? Failed(503, "busy")
        : new MessengerAnswer(200, """{"success":true}""");

    private static MessengerAnswer Failed(int status, string error) => new(status, NoticeJson.Write(json =>
    {
        json.WriteBoolean("success", false);
        json.WriteString("error", error);
    }));
}
