namespace Hub.NationalPortal.Wire;

public sealed record PortalResultPaper(
    string TenGiayTo, string MaThanhPhanHoSo, string GiayToId, string DuongDanTepTinKetQua, string MaGiayToKetQua);
