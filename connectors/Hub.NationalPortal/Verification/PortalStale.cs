namespace Hub.NationalPortal.Verification;

/// <summary>A dossier that differs, and in which of the portal's fields.</summary>
public sealed record PortalStale(string Code, IReadOnlyList<string> Fields);
