namespace Hub.NationalPortal.Verification;

/// <summary>Portal against centre.</summary>
/// <param name="Compared">Dossiers that were looked up and compared.</param>
/// <param name="Missing">Codes that the portal does not know.</param>
/// <param name="Stale">Dossiers whose fields differ.</param>
/// <param name="Unknown">Codes that could not be asked about.</param>
/// <param name="Pending">Codes with something still on its way, or held: no difference yet.</param>
/// <param name="Coverage">Share of the window's dossiers that were compared, 0 to 1; 1 for an empty window.</param>
/// <param name="Healed">Re-sends that were ordered.</param>
public sealed record PortalVerifyReport(
    int Compared, IReadOnlyList<string> Missing, IReadOnlyList<PortalStale> Stale, IReadOnlyList<string> Unknown, IReadOnlyList<string> Pending,
    double Coverage, int Healed, IReadOnlyList<PortalKpi> Kpi)
{
    /// <summary>Nothing differs and everything could be asked.</summary>
    public bool AllAgree => Missing.Count == 0 && Stale.Count == 0 && Unknown.Count == 0;
}

/// <summary>A dossier that differs, and in which of the portal's fields.</summary>
public sealed record PortalStale(string Code, IReadOnlyList<string> Fields);

/// <summary>Rules of the pre-check that a compared dossier breaks.</summary>
public sealed record PortalKpi(string Code, IReadOnlyList<string> Rules);

/// <summary>What one look-up came to.</summary>
public abstract record PortalVerdict
{
    private PortalVerdict() { }

    public sealed record Agrees : PortalVerdict;

    public sealed record Missing : PortalVerdict;

    public sealed record Stale(IReadOnlyList<string> Fields) : PortalVerdict;

    public sealed record Unknown(string Why) : PortalVerdict;

    /// <summary>Not asked: something of it is still on its way, or nothing of it was ever to be sent.</summary>
    public sealed record Pending : PortalVerdict;
}
