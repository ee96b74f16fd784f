using System.Text.Json.Nodes;

namespace Hub.UnitTests.Sandbox;

/// <summary>Bodies as a province sends them; persons are invented.</summary>
internal static class A
{
    public const string Code = "000.00.01.H40-261121-0001";

    public static JsonObject Dossier(string code = Code, string status = "2") => new()
    {
        ["MaHoSo"] = code,
        ["MaTTHC"] = "1.000656",
        ["TenTTHC"] = "Đăng ký khai tử",
        ["MaLinhVuc"] = "G15-TP07",
        ["TenLinhVuc"] = "Hộ tịch",
        ["KenhThucHien"] = "3",
        ["ChuHoSo"] = "Nguyễn Văn Demo",
        ["LoaiDoiTuong"] = "1",
        ["MaDoiTuong"] = null,
        ["TrichYeuHoSo"] = "Đăng ký khai tử",
        ["NgayTiepNhan"] = "20261121091530",
        ["NgayHenTra"] = "20261123170000",
        ["TrangThaiHoSo"] = status,
        ["NgayTra"] = "",
        ["HinhThuc"] = "1",
        ["NoiNopHoSo"] = "2",
        ["DinhDanhCHS"] = new JsonArray(new JsonObject { ["LoaiDinhDanh"] = "1", ["SoDinhDanh"] = "001099000001" }),
        ["TaiLieuNop"] = new JsonArray(new JsonObject { ["TepDinhKemId"] = "f-1", ["TenTepDinhKem"] = "giay-bao-tu.pdf", ["IsDeleted"] = "False" }),
        ["DanhSachHoSoBoSung"] = new JsonArray(),
    };

    public static JsonObject Line(string at = "20261121093000", string text = "Chuyển thụ lý", string code = Code) => new()
    {
        ["MaHoSo"] = code,
        ["NguoiXuLy"] = "Trần Thị Demo",
        ["ChucDanh"] = "Công chức một cửa",
        ["ThoiDiemXuLy"] = at,
        ["PhongBanXuLy"] = "Bộ phận một cửa",
        ["NoiDungXuLy"] = text,
        ["TrangThai"] = "4",
        ["NgayBatDau"] = at,
        ["NgayKetThucTheoQuyDinh"] = "20261123170000",
    };

    public static JsonObject With(this JsonObject item, string name, JsonNode? value)
    {
        item[name] = value;
        return item;
    }
}
