namespace Hub.NationalPortal.Wire;

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
