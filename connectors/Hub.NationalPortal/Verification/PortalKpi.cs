namespace Hub.NationalPortal.Verification;

/// <summary>Rules of the pre-check that a compared dossier breaks.</summary>
public sealed record PortalKpi(string Code, IReadOnlyList<string> Rules);
