using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hub.Payments.Messengers;

/// <summary>
/// Casso's webhook, version 2: <c>X-Casso-Signature: t=…,v1=…</c>, HMAC-SHA512 over <c>t</c>, a point and the body as <see cref="CanonicalJson"/>.
/// Source: Casso's pages; the window is assumed, as for the others.
/// </summary>
/// <param name="secrets">Checksum keys; more than one while a key is changed.</param>
public sealed class CassoMessenger(TimeProvider clock, params IReadOnlyList<string> secrets) : IMessenger
{
    private readonly IReadOnlyList<string> _secrets = Proofs.Required(secrets);

    public string Name => "casso";

    public MessengerReading Read(MessengerCall call)
    {
        if (call.Body.Length > MessengerCall.MaxBytes)
        {
            return new MessengerReading.Refused(RefusalCodes.TooLarge);
        }

        if (call.Header("X-Casso-Signature") is not { } header || Part(header, "t") is not { } at || Part(header, "v1") is not { } signature)
        {
            return new MessengerReading.Refused(RefusalCodes.NoSignature);
        }

        if (NoticeJson.Parse(call.Body) is not { } root)
        {
            return new MessengerReading.Refused(RefusalCodes.Unreadable);
        }

        return !Proofs.IsHmac(HashAlgorithmName.SHA512, _secrets, Encoding.UTF8.GetBytes($"{at}.{CanonicalJson.Of(root)}"), signature) ? new MessengerReading.Refused(RefusalCodes.WrongSignature)
            : !Proofs.IsFresh(at, isMilliseconds: true, clock.GetUtcNow()) ? new MessengerReading.Refused(RefusalCodes.Stale)
            : Notice(root);
    }

    public MessengerAnswer Answer(MessengerCall call, MessengerReading reading, string? receipt) => PlainAnswers.Of(reading, receipt);

    private MessengerReading Notice(JsonElement root) => root.Amount("error") is not 0 ? new MessengerReading.Unclear("error")
        : root.Object("data") is not { } data ? new MessengerReading.Unclear("json")
        : data.Text("id") is not { } id ? new MessengerReading.Unclear("id")
        : data.Amount("amount") is not ({ } amount and not 0) ? new MessengerReading.Unclear("amount")
        : new MessengerReading.Told(new MoneyNotice
        {
            Messenger = Name,
            Id = id,
            Direction = amount > 0 ? MoneyDirection.In : MoneyDirection.Out,
            Amount = Math.Abs(amount),
            Account = data.Text("accountNumber"),
            SubAccount = data.Text("virtualAccountNumber"),
            At = data.LocalTime("transactionDateTime"),
            Text = data.Text("description"),
            BankReference = data.Text("reference"),
            Payer = new MoneyPayer(data.Text("counterAccountName"), data.Text("counterAccountNumber"), data.Text("counterAccountBankId")),
        });

    // One that is told twice is not told: the first may be signed and the second read.
    private static string? Part(string header, string name) =>
        header.Split(',').Select(part => part.Trim().Split('=', 2)).Where(part => part.Length == 2 && part[0] == name).ToList() is [var only] ? only[1] : null;
}
