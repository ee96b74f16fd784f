namespace Hub.NationalPortal.Wire;

/// <summary>One element of <c>CapNhatTienDoHoSoMC</c>'s <c>data</c>: a line on the dossier's page. The protocol has no key for it: sent twice, it stands twice.</summary>
public sealed record PortalProgressItem
{
    public required string MaHoSo { get; init; }

    public string NguoiXuLy { get; init; } = "";

    public string ChucDanh { get; init; } = "";

    public required string ThoiDiemXuLy { get; init; }

    public string PhongBanXuLy { get; init; } = "";

    public string NoiDungXuLy { get; init; } = "";

    public required string TrangThai { get; init; }

    public string NgayBatDau { get; init; } = "";

    public string NgayKetThucTheoQuyDinh { get; init; } = "";
}
