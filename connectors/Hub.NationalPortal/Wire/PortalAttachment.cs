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
