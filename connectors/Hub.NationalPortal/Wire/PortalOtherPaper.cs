namespace Hub.NationalPortal.Wire;

public sealed record PortalOtherPaper(string TenGiayTo, string SoLuong, string LoaiGiayTo);
