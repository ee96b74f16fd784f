using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Payments.Booking;
using Hub.Payments.Model;

namespace Hub.Payments.Asking;

/// <summary>
/// What a payment is for, in the platform's members: <c>ThongTinBienLai</c> of INIT and the bill that a look-up answers. What the hub does not know of a fee is left
/// empty. Assumed: <c>LoaiPhiLePhi</c> 1 is a lệ phí and 2 a phí; two sources read it differently.
/// </summary>
public static class PlatformReceipt
{
    /// <param name="amount">What is asked for, whole đồng: of a fee that is paid in part less than its lines.</param>
    public static JsonObject Of(FeeFile file, long amount, string text, string bin, string account, string holder)
    {
        var fee = file.Fee;
        var lines = fee.Amount == amount ? fee.Lines : [new FeeLine(fee.Lines[0].Kind, fee.Lines[0].Name, amount, fee.Lines[0].Code)];
        return new JsonObject
        {
            ["MaDichVu"] = "2",
            ["MaDonVi"] = fee.Agency ?? "",
            ["MaHoSo"] = fee.Dossier,
            ["TKThuHuong"] = account,
            ["MaNHThuHuong"] = bin,
            ["TenTKThuHuong"] = holder,
            ["NoiDungThanhToan"] = text,
            ["HoTenNguoiNop"] = fee.Payer ?? "",
            ["PhiLePhi"] = new JsonArray([.. lines.Where(line => line.Amount > 0).Select(line => (JsonNode)new JsonObject
            {
                ["LoaiPhiLePhi"] = line.Kind is FeeKind.Charge ? "1" : "2",
                ["MaPhiLePhi"] = line.Code ?? "",
                ["TenPhiLePhi"] = line.Name,
                ["SoTien"] = Dong(line.Amount),
            })]),
            ["DSKhoanNop"] = new JsonArray(new JsonObject { ["NoiDung"] = text, ["SoTien"] = Dong(amount) }),
        };
    }

    /// <summary>As the platform writes money.</summary>
    public static string Dong(long amount) => amount.ToString(CultureInfo.InvariantCulture);
}
