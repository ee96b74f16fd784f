using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>
/// Makes up what the portal sends to a province. Persons are invented. The fields of a sales promotion are seen in a public receiver; the other bodies are
/// assumed. None has a reference beside <c>MaHoSo</c>.
/// </summary>
internal sealed class SubmissionBodies(ProcedureStore procedures, TwinClock clock)
{
    public const string Promotion = "addtthcKhuyenMai";

    private static readonly string[] Names = ["Nguyễn Văn Demo", "Trần Thị Demo", "Lê Văn Thử", "Phạm Thị Mẫu", "Hoàng Văn Ví Dụ"];

    public JsonObject Make(string kind, int seed, int number)
    {
        var choice = new SeededChoice(seed);
        var moment = clock.GetUtcNow().ToOffset(TwinClock.VietnamOffset);
        // Five digits and a high start keep these codes away from a centre's own daily numbers and from the magic tails.
        var code = string.Create(CultureInfo.InvariantCulture, $"000.00.00.G22-{moment:yyMMdd}-{(choice.Number("code", 0) % 80) + 10:00}{number:000}");
        return kind switch
        {
            Promotion => SalesPromotion(code, moment, number),
            "nhantbthuedvcqg" => new JsonObject
            {
                ["MaHoSo"] = code,
                ["SoThongBao"] = string.Create(CultureInfo.InvariantCulture, $"TB-{moment:yyyyMMdd}-{number:0000}"),
                ["SoTien"] = ((choice.Below(90, "amount", number) + 10) * 10_000).ToString(CultureInfo.InvariantCulture),
                ["NgayThongBao"] = moment.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
            },
            _ => Dossier(choice, code, moment, number),
        };
    }

    private static JsonObject SalesPromotion(string code, DateTimeOffset moment, int number)
    {
        string Day(int later) => moment.AddDays(later).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["MaHoSo"] = code,
            ["MaTTHC"] = "2.000033",
            ["SoVanBan"] = string.Create(CultureInfo.InvariantCulture, $"{number:00}/TB-DEMO"),
            ["NgayNopHoSo"] = Day(0),
            ["TenThuongNhan"] = "Công ty TNHH Thương mại Demo",
            ["DiaChiDoanhNghiep"] = new JsonObject { ["MaTinh"] = "01", ["MaHuyen"] = "", ["MaXa"] = "00004", ["DiaChiChiTiet"] = "Số 1 đường Ví Dụ" },
            ["DienThoai"] = "02400000001",
            ["Fax"] = "",
            ["Email"] = "khuyenmai@demo.test",
            ["MaSoThue"] = "0100000001",
            ["NguoiLienHe"] = "Nguyễn Văn Demo",
            ["SoDienThoaiNguoiLienHe"] = "0900000001",
            ["TenChuongTrinhKhuyenMai"] = string.Create(CultureInfo.InvariantCulture, $"Khuyến mại thử nghiệm {number}"),
            ["HinhThucKhuyenMai"] = "Giảm giá",
            ["ThoiGianKhuyenMaiTu"] = Day(10),
            ["ThoiGianKhuyenMaiDen"] = Day(40),
            ["HangHoaDichVuKhuyenMai"] = "Hàng mẫu",
            ["SoLuongHangHoaDichVu"] = "100",
            ["KhachHang"] = "Tất cả khách hàng",
            ["CoCauGiaiThuong"] = "",
            ["TongGiaTriHangHoa"] = "10000000",
            ["NoiDungChiTiet"] = "Giảm giá cho khách hàng mua hàng mẫu",
            ["TenCacThuongNhanCungThucHien"] = "",
            ["TenTepDonDangKy"] = "don-dang-ky.pdf",
            ["TepDonDangKy"] = "JVBERi0xLjQK",
            ["TaiLieuNop"] = new JsonArray(new JsonObject { ["TenTepDinhKem"] = "the-le.pdf", ["Base64"] = "JVBERi0xLjQK" }),
        };
    }

    private JsonObject Dossier(SeededChoice choice, string code, DateTimeOffset moment, int number)
    {
        var online = procedures.Public.Where(procedure => procedure.Channels.Contains("ONLINE")).ToList();
        var procedure = online.Count == 0 ? null : online[choice.Below(online.Count, "procedure", number)];
        var person = (choice.Number("person", number) % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["MaHoSo"] = code,
            ["MaTTHC"] = procedure?.Code ?? "1.000656",
            ["TenTTHC"] = procedure?.Name ?? "",
            ["MaLinhVuc"] = procedure?.FieldCode ?? "",
            ["TenLinhVuc"] = procedure?.FieldName ?? "",
            ["KenhThucHien"] = "2",
            ["ChuHoSo"] = Names[choice.Below(Names.Length, "name", number)],
            ["LoaiDoiTuong"] = "1",
            ["MaDoiTuong"] = $"tech-{choice.Number("techid:001099" + person, 0):x16}",
            ["SoDienThoai"] = "0900" + person,
            ["Email"] = "",
            ["TrichYeuHoSo"] = procedure?.Name ?? "",
            ["NgayNopHoSo"] = moment.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
            ["TrangThaiHoSo"] = "1",
            ["HinhThuc"] = "0",
            ["NoiNopHoSo"] = "1",
            ["DinhDanhCHS"] = new JsonArray(new JsonObject { ["LoaiDinhDanh"] = "1", ["SoDinhDanh"] = "001099" + person }),
            ["TaiLieuNop"] = new JsonArray(),
            ["DanhSachLePhi"] = new JsonArray(),
        };
    }
}
