using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hub.Payments.Messengers;

/// <summary>
/// payOS' webhook: <c>signature</c> in the body, HMAC-SHA256 over the members of <c>data</c> as <c>name=value</c> in the order of their names, joined by &amp;. What stands beside
/// <c>data</c> is not signed and not read. It carries no time of its own, so a call sent again is known by its id alone. Source: payOS' pages.
/// </summary>
/// <param name="secrets">Checksum keys; more than one while a key is changed.</param>
public sealed class PayOsMessenger(params IReadOnlyList<string> secrets) : IMessenger
{
    private const string Paid = "00";

    private readonly IReadOnlyList<string> _secrets = Proofs.Required(secrets);

    public string Name => "payos";

    public MessengerReading Read(MessengerCall call) => call.Body.Length > MessengerCall.MaxBytes ? new MessengerReading.Refused(RefusalCodes.TooLarge)
        : NoticeJson.Parse(call.Body) is not { } root || root.Object("data") is not { } data ? new MessengerReading.Refused(RefusalCodes.Unreadable)
        : root.Text("signature") is not { } signature ? new MessengerReading.Refused(RefusalCodes.NoSignature)
        : !Proofs.IsHmac(HashAlgorithmName.SHA256, _secrets, Encoding.UTF8.GetBytes(Signed(data)), signature) ? new MessengerReading.Refused(RefusalCodes.WrongSignature)
        : Notice(data);

    public MessengerAnswer Answer(MessengerCall call, MessengerReading reading, string? receipt) => PlainAnswers.Of(reading, receipt);

    private MessengerReading Notice(JsonElement data) => data.Text("code") is not (null or Paid) ? new MessengerReading.NoMoney("not-paid")
        : (data.Text("paymentLinkId") ?? data.Text("orderCode")) is not { } link ? new MessengerReading.Unclear("id")
        : data.Text("currency") is not (null or "VND") ? new MessengerReading.Unclear("currency")
        : data.Amount("amount") is not ({ } amount and > 0) ? new MessengerReading.Unclear("amount")
        : new MessengerReading.Told(new MoneyNotice
        {
            Messenger = Name,
            // A link may be paid twice: each transfer has the bank's reference of its own.
            Id = $"{link}/{Said(data, "reference")}",
            Direction = MoneyDirection.In,
            Amount = amount,
            Account = Said(data, "accountNumber"),
            SubAccount = Said(data, "virtualAccountNumber"),
            At = data.LocalTime("transactionDateTime"),
            Text = Said(data, "description"),
            BankReference = Said(data, "reference"),
            Order = Said(data, "orderCode"),
            Payer = new MoneyPayer(Said(data, "counterAccountName"), Said(data, "counterAccountNumber"), Said(data, "counterAccountBankId")),
        });

    private static string Signed(JsonElement data) => string.Join('&', data.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}={Value(member.Value)}"));

    // An absent value is now a null, now a text that says so.
    private static string? Said(JsonElement data, string name) => data.Text(name) is { } text && text is not ("null" or "undefined") ? text : null;

    // As JavaScript puts a value into a text.
    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString() is { } text && text is not ("null" or "undefined") ? text : "",
        JsonValueKind.Number => CanonicalJson.Number(value),
        JsonValueKind.Object => "[object Object]",
        _ => CanonicalJson.Of(value),
    };
}
