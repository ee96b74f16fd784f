using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Events;

namespace Hub.Payments.Messengers;

/// <summary>
/// A bank or provider that speaks as we wish: <c>X-Hub-Timestamp</c> in Unix seconds and <c>X-Hub-Signature: sha256=…</c>, HMAC-SHA256 over <c>{timestamp}.{body}</c>;
/// the body is <c>{"id","amount","account"?,"direction"?,"at"?,"text"?,"bankReference"?,"order"?}</c>, <c>at</c> by RFC 3339, <c>direction</c> <c>in</c> (absent: in) or <c>out</c>.
/// </summary>
/// <param name="name">Under which the settings know it.</param>
/// <param name="secrets">More than one while a secret is changed.</param>
public sealed class HmacMessenger(string name, TimeProvider clock, params IReadOnlyList<string> secrets) : IMessenger
{
    private const string Algorithm = "sha256=";

    private readonly IReadOnlyList<string> _secrets = Proofs.Required(secrets);

    public string Name => $"hmac-{name}";

    public MessengerReading Read(MessengerCall call)
    {
        if (call.Body.Length > MessengerCall.MaxBytes)
        {
            return new MessengerReading.Refused(RefusalCodes.TooLarge);
        }

        if (call.Header("X-Hub-Timestamp") is not { } at || call.Header("X-Hub-Signature") is not { } signature || !signature.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            return new MessengerReading.Refused(RefusalCodes.NoSignature);
        }

        return !Proofs.IsHmac(HashAlgorithmName.SHA256, _secrets, [.. Encoding.UTF8.GetBytes($"{at}."), .. call.Body.Span], signature[Algorithm.Length..])
                ? new MessengerReading.Refused(RefusalCodes.WrongSignature)
            : !Proofs.IsFresh(at, isMilliseconds: false, clock.GetUtcNow()) ? new MessengerReading.Refused(RefusalCodes.Stale)
            : NoticeJson.Parse(call.Body) is { } root ? Notice(root)
            : new MessengerReading.Unclear("json");
    }

    public MessengerAnswer Answer(MessengerCall call, MessengerReading reading, string? receipt) => PlainAnswers.Of(reading, receipt);

    private MessengerReading Notice(JsonElement root) => root.Text("id") is not { } id ? new MessengerReading.Unclear("id")
        : root.Amount("amount") is not ({ } amount and > 0) ? new MessengerReading.Unclear("amount")
        : root.Text("direction") is not (null or "in" or "out") ? new MessengerReading.Unclear("direction")
        : new MessengerReading.Told(new MoneyNotice
        {
            Messenger = Name,
            Id = id,
            Direction = root.Text("direction") == "out" ? MoneyDirection.Out : MoneyDirection.In,
            Amount = amount,
            Account = root.Text("account"),
            At = root.Text("at") is { } text && EventTime.TryParse(text, out var time) ? time : null,
            Text = root.Text("text"),
            BankReference = root.Text("bankReference"),
            Order = root.Text("order"),
        });
}
