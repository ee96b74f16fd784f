using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hub.Payments.Messengers;

/// <summary>
/// VietQR.vn's synchronisation: it fetches a token with name and password, then tells of a transaction with the token. The token is signed and not stored, so every
/// instance knows the tokens of the others. Source: VietQR.vn's pages; its <c>sign</c> has no public formula and is not read.
/// </summary>
public sealed class VietQrVnMessenger : IMessenger
{
    /// <summary>How long a token is taken.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const string Basic = "Basic ";
    private const string Bearer = "Bearer ";

    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<string> _account;
    private readonly IReadOnlyList<string> _tokenKey;

    /// <exception cref="ArgumentException">Name or password is empty, or the name has a colon.</exception>
    public VietQrVnMessenger(string username, string password, TimeProvider clock)
    {
        if (string.IsNullOrWhiteSpace(username) || username.Contains(':', StringComparison.Ordinal))
        {
            throw new ArgumentException("A name is needed, without a colon.", nameof(username));
        }

        _clock = clock;
        _account = [$"{username}:{Proofs.Required([password])[0]}"];
        _tokenKey = [$"vietqr-token:{_account[0]}"];
    }

    public string Name => "vietqr";

    /// <summary>Answers a call of <c>token_generate</c>.</summary>
    public MessengerAnswer Token(MessengerCall call)
    {
        var isKnown = call.Header("Authorization") is { } header && header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && Decoded(header[Basic.Length..]) is { } told && Proofs.IsSecret(_account, told);
        return isKnown ? new MessengerAnswer(200, NoticeJson.Write(json =>
        {
            json.WriteString("access_token", NewToken());
            json.WriteString("token_type", "Bearer");
            json.WriteNumber("expires_in", (int)Lifetime.TotalSeconds);
        })) : Failed(401, RefusalCodes.WrongSignature);
    }

    public MessengerReading Read(MessengerCall call) => call.Body.Length > MessengerCall.MaxBytes ? new MessengerReading.Refused(RefusalCodes.TooLarge)
        : call.Header("Authorization") is not { } header || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? new MessengerReading.Refused(RefusalCodes.NoSignature)
        : Refusal(header[Bearer.Length..].Trim()) is { } refused ? new MessengerReading.Refused(refused)
        : NoticeJson.Parse(call.Body) is { } root ? Notice(root)
        : new MessengerReading.Unclear("json");

    public MessengerAnswer Answer(MessengerCall call, MessengerReading reading, string? receipt) => reading is MessengerReading.Refused refused ? Failed(refused.Status, refused.Code)
        : receipt is null ? Failed(503, "busy")
        : new MessengerAnswer(200, NoticeJson.Write(json =>
        {
            json.WriteBoolean("error", false);
            json.WriteNull("errorReason");
            json.WriteString("toastMessage", "");
            json.WriteStartObject("object");
            json.WriteString("reftransactionid", receipt);
            json.WriteEndObject();
        }));

    private static MessengerAnswer Failed(int status, string reason) => new(status, NoticeJson.Write(json =>
    {
        json.WriteBoolean("error", true);
        json.WriteString("errorReason", reason);
        json.WriteString("toastMessage", "");
        json.WriteNull("object");
    }));

    // The second from which it is no longer taken, and the signature over it.
    private string NewToken()
    {
        var until = (_clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{until}.{Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_tokenKey[0]), Encoding.UTF8.GetBytes(until)))}";
    }

    private string? Refusal(string token) => token.Split('.') is not [var until, var signature] || !Proofs.IsHmac(HashAlgorithmName.SHA256, _tokenKey, Encoding.UTF8.GetBytes(until), signature)
            ? RefusalCodes.WrongSignature
        : long.Parse(until, CultureInfo.InvariantCulture) > _clock.GetUtcNow().ToUnixTimeSeconds() ? null
        : RefusalCodes.Stale;

    private MessengerReading Notice(JsonElement root) => root.Text("transactionid") is not { } id ? new MessengerReading.Unclear("id")
        : root.Amount("amount") is not ({ } amount and > 0) ? new MessengerReading.Unclear("amount")
        : root.Text("transType") is not ("C" or "D") ? new MessengerReading.Unclear("direction")
        : new MessengerReading.Told(new MoneyNotice
        {
            Messenger = Name,
            Id = id,
            Direction = root.Text("transType") == "C" ? MoneyDirection.In : MoneyDirection.Out,
            Amount = amount,
            Account = root.Text("bankaccount"),
            At = root.Amount("transactiontime") is { } time and > 0 and < 4_102_444_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null,
            Text = root.Text("content"),
            BankReference = root.Text("referencenumber"),
            Order = root.Text("orderId"),
        });

    private static string? Decoded(string base64)
    {
        var text = Encoding.UTF8.GetBytes(base64.Trim());
        return text.Length < 2048 && Base64.IsValid(text) ? Encoding.UTF8.GetString(Convert.FromBase64String(Encoding.UTF8.GetString(text))) : null;
    }
}
