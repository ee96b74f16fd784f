namespace Hub.NationalPortal.Wire;

public sealed record PortalDatabase(string MaCSDL);
