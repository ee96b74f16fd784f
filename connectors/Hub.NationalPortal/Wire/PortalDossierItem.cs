namespace Hub.NationalPortal.Wire;

/// <summary>One element of <c>DongBoHoSoMC</c>'s <c>data</c>. Every scalar is a string; what is not known is empty; names and order are the portal's.</summary>
public sealed record PortalDossierItem
{
    public required string MaHoSo { get; init; }

    public required string MaTTHC { get; init; }

    public string TenTTHC { get; init; } = "";

    public string MaLinhVuc { get; init; } = "";

    public string TenLinhVuc { get; init; } = "";

    public string KenhThucHien { get; init; } = "";

    public required string ChuHoSo { get; init; }

    public string LoaiDoiTuong { get; init; } = "";

    /// <summary>TechID of the portal account; null unless <c>KenhThucHien</c> is 2.</summary>
    public string? MaDoiTuong { get; init; }

    public string SoDienThoai { get; init; } = "";

    public string Email { get; init; } = "";

    public string Fax { get; init; } = "";

    public string SoBienNhan { get; init; } = "";

    public string TrichYeuHoSo { get; init; } = "";

    public string ThongTinKhac { get; init; } = "";

    public string GhiChu { get; init; } = "";

    public string NgayNopHoSo { get; init; } = "";

    public string NgayTiepNhan { get; init; } = "";

    public string NgayHenTra { get; init; } = "";

    public string NgayTuChoi { get; init; } = "";

    public required string TrangThaiHoSo { get; init; }

    public string NgayTra { get; init; } = "";

    public string HinhThuc { get; init; } = "";

    public string ThongTinTra { get; init; } = "";

    public string NgayKetThucXuLy { get; init; } = "";

    public string NoiNopHoSo { get; init; } = "";

    public string DonViXuLy { get; init; } = "";

    public string HoSoCoThanhPhanSoHoa { get; init; } = "0";

    public string TaiKhoanDuocXacThucVoiVNeID { get; init; } = "0";

    public string DuocThanhToanTrucTuyen { get; init; } = "";

    public IReadOnlyList<PortalIdentity> DinhDanhCHS { get; init; } = [];

    public IReadOnlyList<PortalAttachment> TaiLieuNop { get; init; } = [];

    public IReadOnlyList<PortalFee> DanhSachLePhi { get; init; } = [];

    public IReadOnlyList<PortalOtherPaper> DanhSachTepDinhKemKhac { get; init; } = [];

    public IReadOnlyList<PortalSupplement> DanhSachHoSoBoSung { get; init; } = [];

    public IReadOnlyList<PortalResultPaper> DanhSachGiayToKetQua { get; init; } = [];

    public IReadOnlyList<PortalDatabase> DSKetNoiCSDL { get; init; } = [];
}
