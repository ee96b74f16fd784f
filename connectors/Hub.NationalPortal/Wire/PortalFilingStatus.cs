namespace Hub.NationalPortal.Wire;

/// <summary>The <c>data</c> of <c>DongBoTrangThaiHoSo</c>: where a filing of the portal's own kind stands. Names and order are the portal's; every scalar is a string.</summary>
public sealed record PortalFilingStatus
{
    /// <summary>As for other dossiers, but refused is a code of its own.</summary>
    public required string TrangThai { get; init; }

    public required string MaHoSo { get; init; }

    /// <summary>The centre's own code of the dossier.</summary>
    public required string MaHoSoDonVi { get; init; }

    public string? MaDoiTuong { get; init; }

    public string NoiDung { get; init; } = "";

    public string NgayXuLy { get; init; } = "";

    public IReadOnlyList<PortalFilingPaper> TaiLieuXuLy { get; init; } = [];
}

public sealed record PortalFilingPaper(string TepDinhKemId, string TenTepDinhKem, string IsDeleted, string MaThanhPhanHoSo, string DuongDanTaiTepTin);
