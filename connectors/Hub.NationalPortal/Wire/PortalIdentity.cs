namespace Hub.NationalPortal.Wire;

public sealed record PortalIdentity(string LoaiDinhDanh, string SoDinhDanh);
