using System.Text.Json;

namespace Hub.Payments.Messengers.Platform;

/// <summary>
/// The national PaymentPlatform's confirmation of a payment. A signed one of another partner, of another currency or with an unreadable amount is kept for a person.
/// It may come days after the payment, so nothing is said by its time; one sent again has the same reference and transaction.
/// </summary>
/// <param name="partner">Our <c>MaDoiTac</c>; empty: the secret alone says whose it is.</param>
/// <param name="secrets">More than one while a secret is changed.</param>
public sealed class PlatformMessenger(string partner, params IReadOnlyList<string> secrets) : IMessenger
{
    private const string Paid = "00";

    // Assumed: no public source lists the codes of an answer.
    private const string Unbelieved = "97";
    private const string Busy = "99";

    private readonly IReadOnlyList<string> _secrets = Proofs.Required(secrets);

    public string Name => "platform";

    public MessengerReading Read(MessengerCall call)
    {
        if (call.Body.Length > MessengerCall.MaxBytes)
        {
            return new MessengerReading.Refused(RefusalCodes.TooLarge);
        }

        if (NoticeJson.Parse(call.Body) is not { } root)
        {
            return new MessengerReading.Refused(RefusalCodes.Unreadable);
        }

        var values = PlatformSignature.Confirm.Select(name => Exact(root, name)).ToList();
        return root.Text(PlatformSignature.Member) is not { } signature ? new MessengerReading.Refused(RefusalCodes.NoSignature)
            : !IsSigned(values, signature) ? new MessengerReading.Refused(RefusalCodes.WrongSignature)
            : Notice(root);
    }

    /// <summary>The formula of the answer's own signature is not public; like a known system, the answer gives the message's back.</summary>
    public MessengerAnswer Answer(MessengerCall call, MessengerReading reading, string? receipt)
    {
        var root = NoticeJson.Parse(call.Body);
        var (status, code, text) = reading is MessengerReading.Refused refused ? (refused.Status, Unbelieved, refused.Code)
            : receipt is null ? (503, Busy, "busy")
            : (200, Paid, "OK");
        return new MessengerAnswer(status, NoticeJson.Write(json =>
        {
            json.WriteString("MaLoi", code);
            json.WriteString("MoTaLoi", text);
            foreach (var name in (string[])["MaDoiTac", "MaThamChieu", "ThoiGianGD", PlatformSignature.Member])
            {
                json.WriteString(name, reading is MessengerReading.Refused || root is not { } message ? "" : Exact(message, name) ?? "");
            }
        }));
    }

    // A bar within a field would let the fields around it be cut elsewhere under the same signature; behind the last none is.
    private bool IsSigned(List<string?> values, string signature)
    {
        if (values.Contains(null) || values.SkipLast(1).Any(value => value!.Contains('|', StringComparison.Ordinal)))
        {
            return false;
        }

        var isRight = false;
        foreach (var secret in _secrets)
        {
            isRight |= Proofs.IsDigest(PlatformSignature.Digest(values!, secret), signature);
        }

        return isRight;
    }

    private MessengerReading Notice(JsonElement root) => partner.Length > 0 && root.Text("MaDoiTac") != partner ? new MessengerReading.Unclear("partner")
        : root.Text("MaLoi") != Paid ? new MessengerReading.NoMoney("not-paid")
        : root.Text("MaThamChieu") is not { } reference ? new MessengerReading.Unclear("id")
        : root.Text("MaTienTe") != "VND" ? new MessengerReading.Unclear("currency")
        : root.Amount("SoTien") is not ({ } amount and > 0) ? new MessengerReading.Unclear("amount")
        : new MessengerReading.Told(new MoneyNotice
        {
            Messenger = Name,
            Id = $"{reference}/{root.Text("MaGiaoDich")}",
            Direction = MoneyDirection.In,
            Amount = amount,
            At = root.LocalTime("ThoiGianGD", "yyyyMMddHHmmss"),
            Text = root.Text("ThongTinGiaoDich"),
            BankReference = root.Text("MaGiaoDich"),
            Order = reference,
            Payer = new MoneyPayer(null, null, root.Text("MaNganHang")),
        });

    // To the letter, as it was signed; an absent field and a null are signed as nothing.
    private static string? Exact(JsonElement root, string name) => !root.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null ? ""
        : value.ValueKind is JsonValueKind.String ? value.GetString()
        : value.ValueKind is JsonValueKind.Number ? value.GetRawText()
        : null;
}
