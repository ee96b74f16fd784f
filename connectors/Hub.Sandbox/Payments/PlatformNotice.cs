using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Payments;

/// <summary>The PaymentPlatform's confirmation: a digest over fields and secret; wants its own reference back with <c>MaLoi</c> 00.</summary>
internal sealed class PlatformNotice() : NoticeFormat("platform", "DEMO-SECRET")
{
    private const string Paid = "00";

    public override bool Tells(Told told) => told.Bill is not null;

    public override NoticeCall Write(Told told, MessengerSettings settings, DateTimeOffset now)
    {
        var bill = told.Bill!;
        (string Name, string Value)[] fields =
        [
            // The word is assumed: no source shows a confirmation.
            ("LoaiBanTin", "CONFIRM"),
            ("MaLoi", bill.State is BillState.Paid ? Paid : "01"),
            ("MaDoiTac", bill.Partner),
            ("MaThamChieu", bill.Reference),
            ("SoTien", bill.Paid.ToString(CultureInfo.InvariantCulture)),
            ("MaTienTe", "VND"),
            ("MaGiaoDich", bill.Transaction ?? ""),
            ("MaNganHang", "VCB"),
            ("ThoiGianGD", PlatformDigest.Time(bill.At ?? now)),
            ("ThongTinGiaoDich", bill.Info),
        ];
        var body = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Value)))
        {
            [PlatformDigest.Member] = PlatformDigest.Of(fields.Select(field => field.Value), Secret(settings)),
        };
        return NoticeCall.Of(body.ToJsonString(TwinJson.Control));
    }

    public override bool IsTaken(Told told, int status, JsonElement answer) =>
        base.IsTaken(told, status, answer) && answer.Text("MaLoi") == Paid && answer.Text("MaDoiTac") == told.Bill!.Partner && answer.Text("MaThamChieu") == told.Bill.Reference
        && answer.Text("ThoiGianGD").Length > 0 && answer.Text(PlatformDigest.Member).Length > 0;
}

/// <summary>The platform's signature: SHA-256 in small hex over the fields, joined by bars, with the secret as the last.</summary>
internal static class PlatformDigest
{
    public const string Member = "MaXacThuc";
    private const string TimeFormat = "yyyyMMddHHmmss";

    public static string Of(IEnumerable<string> fields, string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', fields.Append(secret)))));

    public static bool IsOf(string told, IEnumerable<string> fields, string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(told), Encoding.UTF8.GetBytes(Of(fields, secret)));

    public static string Time(DateTimeOffset at) => BankTime.Text(at, TimeFormat);

    public static bool IsTime(string text) => DateTime.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
