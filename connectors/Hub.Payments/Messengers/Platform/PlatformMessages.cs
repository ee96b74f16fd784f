using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Core.Calendar;

namespace Hub.Payments.Messengers.Platform;

/// <summary>What we ask the national PaymentPlatform, signed and ready to be sent. The constants are those of a provincial system that speaks version 1.0.6.</summary>
public static class PlatformMessages
{
    private const string TimeFormat = "yyyyMMddHHmmss";

    /// <summary><c>MaThamChieu</c> of a payment: the dossier's code without its signs, and when it was asked for.</summary>
    public static string Reference(string dossier, DateTimeOffset at) => $"dvc{string.Concat(dossier.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))}{Time(at)}";

    /// <param name="amount">Whole đồng.</param>
    /// <param name="text">Of the payment.</param>
    /// <param name="receipt"><c>ThongTinBienLai</c>: what the receipt says; it is not signed.</param>
    public static JsonObject Init(string partner, string reference, long amount, string text, DateTimeOffset at, string ip, string secret, JsonObject? receipt = null)
    {
        var message = Signed(PlatformSignature.Init, secret, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LoaiBanTin"] = "INIT",
            ["PhienBan"] = PlatformSignature.Version,
            ["MaDoiTac"] = partner,
            ["MaThamChieu"] = reference,
            ["SoTien"] = amount.ToString(CultureInfo.InvariantCulture),
            ["LoaiHinhThanhToan"] = "PAY",
            ["MaKenhThanhToan"] = "1",
            ["MaThietBi"] = "1",
            ["NgonNgu"] = "vi-VN",
            ["MaTienTe"] = "VND",
            ["MaNganHang"] = "PAYMENT",
            // A bar would part it from itself where fields are signed.
            ["ThongTinGiaoDich"] = text.Replace('|', ' '),
            ["ThoiGianGD"] = Time(at),
            ["Ip"] = ip,
        });
        if (receipt is not null)
        {
            message["ThongTinBienLai"] = receipt;
        }

        return message;
    }

    /// <summary>Asks how a payment stands.</summary>
    public static JsonObject Query(string partner, string reference, DateTimeOffset at, string secret) => About("QUERY", partner, reference, at, secret);

    /// <summary>Asks for the receipt of a payment.</summary>
    public static JsonObject GetBill(string partner, string reference, DateTimeOffset at, string secret) => About("GET_BILL", partner, reference, at, secret);

    private static JsonObject About(string kind, string partner, string reference, DateTimeOffset at, string secret) => Signed(PlatformSignature.Query, secret, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["LoaiBanTin"] = kind,
        ["PhienBan"] = PlatformSignature.Version,
        ["MaDoiTac"] = partner,
        ["MaThamChieu"] = reference,
        ["ThoiGianGD"] = Time(at),
    });

    private static JsonObject Signed(IReadOnlyList<string> order, string secret, Dictionary<string, string> fields)
    {
        var message = new JsonObject();
        foreach (var name in order)
        {
            message[name] = fields[name];
        }

        message[PlatformSignature.Member] = PlatformSignature.Of(order.Select(name => fields[name]), secret);
        return message;
    }

    private static string Time(DateTimeOffset at) => at.ToOffset(VietnamClock.Offset).ToString(TimeFormat, CultureInfo.InvariantCulture);
}
