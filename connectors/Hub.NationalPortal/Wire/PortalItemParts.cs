namespace Hub.NationalPortal.Wire;

public sealed record PortalAttachment
{
    public required string TepDinhKemId { get; init; }

    public required string TenTepDinhKem { get; init; }

    public string IsDeleted { get; init; } = "False";

    public string MaThanhPhanHoSo { get; init; } = "";

    public string DuongDanTaiTepTin { get; init; } = "";

    public string DuocSoHoa { get; init; } = "0";

    public string DuocTaiSuDung { get; init; } = "0";

    public string DuocLayTuKhoDMQG { get; init; } = "0";

    public string MaKetQuaThayThe { get; init; } = "";
}

/// <summary>One request for further papers. The elements of its two lists are assumed to look like those of the dossier itself.</summary>
public sealed record PortalSupplement
{
    public required string HoSoBoSungId { get; init; }

    public string NguoiYeuCauBoSung { get; init; } = "";

    public string NoiDungBoSung { get; init; } = "";

    public string NgayBoSung { get; init; } = "";

    public string NguoiTiepNhanBoSung { get; init; } = "";

    public string ThongTinTiepNhan { get; init; } = "";

    public string NgayTiepNhanBoSung { get; init; } = "";

    /// <summary>"0" asked, "1" received (assumed).</summary>
    public string TrangThaiBoSung { get; init; } = "0";

    public IReadOnlyList<PortalOtherPaper> DanhSachGiayToBoSung { get; init; } = [];

    public IReadOnlyList<PortalFee> DanhSachLePhiBoSung { get; init; } = [];

    public string NgayHenTraTruoc { get; init; } = "";

    public string NgayHenTraMoi { get; init; } = "";
}

public sealed record PortalFee(string TenPhiLePhi, string MaPhiLePhi, string HinhThucThu, string Gia, string LoaiPhiLePhi);

public sealed record PortalOtherPaper(string TenGiayTo, string SoLuong, string LoaiGiayTo);

public sealed record PortalResultPaper(
    string TenGiayTo, string MaThanhPhanHoSo, string GiayToId, string DuongDanTepTinKetQua, string MaGiayToKetQua);

public sealed record PortalIdentity(string LoaiDinhDanh, string SoDinhDanh);

public sealed record PortalDatabase(string MaCSDL);
