namespace Hub.Sandbox.NationalPortal;

/// <summary>The fields of a <c>DongBoHoSoMC</c> item.</summary>
internal static class DossierFields
{
    public static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenLinhVuc", "KenhThucHien", "ChuHoSo", "SoDienThoai", "Email", "Fax", "SoBienNhan",
        "TrichYeuHoSo", "ThongTinKhac", "GhiChu", "LoaiDoiTuong", "MaDoiTuong", "NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy",
        "NgayTuChoi", "NgayNopHoSo", "TrangThaiHoSo", "HinhThuc", "ThongTinTra", "DonViXuLy", "NoiNopHoSo", "TaiLieuNop", "DanhSachLePhi",
        "DanhSachTepDinhKemKhac", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua", "HoSoCoThanhPhanSoHoa", "TaiKhoanDuocXacThucVoiVNeID",
        "DuocThanhToanTrucTuyen", "DinhDanhCHS", "DSKetNoiCSDL",
    };

    public static readonly string[] Dates = ["NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy", "NgayTuChoi", "NgayNopHoSo"];

    public static readonly string[] SupplementDates = ["NgayBoSung", "NgayTiepNhanBoSung", "NgayHenTraTruoc", "NgayHenTraMoi"];

    public static readonly string[] Lists =
        ["TaiLieuNop", "DanhSachLePhi", "DanhSachTepDinhKemKhac", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua", "DinhDanhCHS", "DSKetNoiCSDL"];
}
