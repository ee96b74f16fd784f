using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Payments;

/// <summary>SePay: an API key, or HMAC-SHA256 over time and body; wants <c>{"success":true}</c>.</summary>
internal sealed class SePayNotice() : NoticeFormat("sepay", "demo-webhook-secret")
{
    private static readonly TimeSpan[] Minutes = [.. ((int[])[1, 2, 4, 7, 12, 20, 33]).Select(minutes => TimeSpan.FromMinutes(minutes))];

    public override IReadOnlyList<TimeSpan> Waits => Minutes;

    public override NoticeCall Write(Told told, MessengerSettings settings, DateTimeOffset now)
    {
        var movement = told.Movement!;
        var body = new JsonObject
        {
            ["id"] = 90_000 + movement.Seq,
            ["gateway"] = "Vietcombank",
            ["transactionDate"] = Local(movement.At),
            ["accountNumber"] = movement.Account,
            ["code"] = null,
            ["content"] = movement.Text,
            ["transferType"] = told.IsIn ? "in" : "out",
            ["transferAmount"] = told.Amount,
            ["accumulated"] = told.Balance,
            ["subAccount"] = null,
            ["referenceCode"] = movement.BankReference,
            ["description"] = "",
        }.ToJsonString(TwinJson.Control);
        if (settings.UsesApiKey)
        {
            return NoticeCall.Of(body, ("Authorization", $"Apikey {Secret(settings)}"));
        }

        var time = now.ToUnixTimeSeconds();
        return NoticeCall.Of(body, ("X-SePay-Timestamp", $"{time}"), ("X-SePay-Signature", $"sha256={Sha256(Secret(settings), $"{time}.{body}")}"));
    }

    public override bool IsTaken(Told told, int status, JsonElement answer) =>
        base.IsTaken(told, status, answer) && answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty("success", out var success) && success.ValueKind is JsonValueKind.True;
}

/// <summary>Casso v2: HMAC-SHA512 over the milliseconds and the body written anew with sorted keys.</summary>
internal sealed class CassoNotice() : NoticeFormat("casso", "demo-checksum-key")
{
    public override NoticeCall Write(Told told, MessengerSettings settings, DateTimeOffset now)
    {
        var movement = told.Movement!;
        var body = new JsonObject
        {
            ["error"] = 0,
            ["data"] = new JsonObject
            {
                ["id"] = 900_000 + movement.Seq,
                ["reference"] = movement.BankReference,
                ["description"] = movement.Text,
                ["amount"] = movement.Amount,
                ["runningBalance"] = told.Balance,
                ["transactionDateTime"] = Local(movement.At),
                ["accountNumber"] = movement.Account,
                ["bankName"] = "Ngân hàng Demo",
                ["bankAbbreviation"] = "DEMO",
                ["virtualAccountNumber"] = "",
                ["virtualAccountName"] = "",
                ["counterAccountName"] = "NGUYEN VAN THU",
                ["counterAccountNumber"] = "0123456789",
                ["counterAccountBankId"] = "970436",
                ["counterAccountBankName"] = "Vietcombank",
            },
        };
        var time = now.ToUnixTimeMilliseconds();
        var signature = Hmac(HMACSHA512.HashData, Secret(settings), $"{time}.{SortedJson.Of(body)}");
        return NoticeCall.Of(body.ToJsonString(TwinJson.Control), ("X-Casso-Signature", $"t={time},v1={signature}"));
    }
}

/// <summary>payOS: HMAC-SHA256 over the sorted members of <c>data</c>; tells only of money that came in.</summary>
internal sealed class PayOsNotice() : NoticeFormat("payos", "demo-checksum-key")
{
    public override bool Tells(Told told) => told.Movement is { Amount: > 0, Kind: MovementKind.Transfer };

    public override NoticeCall Write(Told told, MessengerSettings settings, DateTimeOffset now)
    {
        var movement = told.Movement!;
        var data = new JsonObject
        {
            ["orderCode"] = 100_000 + movement.Seq,
            ["amount"] = movement.Amount,
            ["description"] = movement.Text,
            ["accountNumber"] = movement.Account,
            ["reference"] = movement.BankReference,
            ["transactionDateTime"] = Local(movement.At),
            ["currency"] = "VND",
            ["paymentLinkId"] = $"{movement.Seq:x32}",
            ["code"] = "00",
            ["desc"] = "success",
            ["counterAccountBankId"] = "970436",
            ["counterAccountBankName"] = null,
            ["counterAccountName"] = "NGUYEN VAN THU",
            ["counterAccountNumber"] = "0123456789",
            ["virtualAccountName"] = null,
            ["virtualAccountNumber"] = "",
        };
        var signed = string.Join('&', data.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={member.Value}"));
        return NoticeCall.Of(new JsonObject
        {
            ["code"] = "00",
            ["desc"] = "success",
            ["success"] = true,
            ["data"] = data,
            ["signature"] = Sha256(Secret(settings), signed),
        }.ToJsonString(TwinJson.Control));
    }
}

/// <summary>VietQR.vn: a token for name and password, which <see cref="NoticeSender"/> fetches, then the transaction; wants our own id of it.</summary>
internal sealed class VietQrVnNotice() : NoticeFormat("vietqr", "demo-password")
{
    public const string TokenPath = "/api/token_generate";
    private const string DemoName = "demo";

    public string Basic(MessengerSettings settings) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.Username ?? DemoName}:{Secret(settings)}"));

    public override NoticeCall Write(Told told, MessengerSettings settings, DateTimeOffset now)
    {
        var movement = told.Movement!;
        return NoticeCall.Of(new JsonObject
        {
            ["transactionid"] = $"t-{movement.Seq}",
            ["transactiontime"] = movement.At.ToUnixTimeMilliseconds(),
            ["referencenumber"] = movement.BankReference,
            ["amount"] = told.Amount,
            ["content"] = movement.Text,
            ["bankaccount"] = movement.Account,
            ["orderId"] = movement.IsWhole ? movement.Order : "",
            ["transType"] = told.IsIn ? "C" : "D",
            ["sign"] = "",
            ["terminalCode"] = "QUAY01",
            ["subTerminalCode"] = "",
            ["serviceCode"] = "",
            ["urlLink"] = "",
        }.ToJsonString(TwinJson.Control)) with
        { Path = "/bank/api/transaction-sync" };
    }

    public override bool IsTaken(Told told, int status, JsonElement answer) =>
        base.IsTaken(told, status, answer) && answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.False
        && answer.TryGetProperty("object", out var kept) && kept.Text("reftransactionid").Length > 0;
}

/// <summary>The hub's own form, for a bank that signs as it is asked to.</summary>
internal sealed class HmacNotice() : NoticeFormat("hmac", "demo-hmac-secret")
{
    public override NoticeCall Write(Told told, MessengerSettings settings, DateTimeOffset now)
    {
        var movement = told.Movement!;
        var body = new JsonObject
        {
            ["id"] = $"bank-{movement.Seq}",
            ["amount"] = told.Amount,
            ["account"] = movement.Account,
            ["direction"] = told.IsIn ? "in" : "out",
            ["at"] = BankTime.Local(movement.At).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            ["text"] = movement.Text,
            ["bankReference"] = movement.BankReference,
        }.ToJsonString(TwinJson.Control);
        var time = now.ToUnixTimeSeconds();
        return NoticeCall.Of(body, ("X-Hub-Timestamp", $"{time}"), ("X-Hub-Signature", $"sha256={Sha256(Secret(settings), $"{time}.{body}")}"));
    }
}

/// <summary>JSON as Casso signs it: keys sorted at every depth, no blanks, escapes only where JSON has no other way.</summary>
internal static class SortedJson
{
    public static string Of(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                text.Append('{');
                foreach (var (index, (name, value)) in members.OrderBy(member => member.Key, StringComparer.Ordinal).Index())
                {
                    text.Append(index == 0 ? "" : ",");
                    Quote(text, name);
                    Write(text.Append(':'), value);
                }

                text.Append('}');
                break;
            case JsonValue value when value.TryGetValue<string>(out var words):
                Quote(text, words);
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void Quote(StringBuilder text, string words)
    {
        text.Append('"');
        foreach (var c in words)
        {
            _ = c is '"' or '\\' ? text.Append('\\').Append(c) : c < ' ' ? text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : text.Append(c);
        }

        text.Append('"');
    }
}
