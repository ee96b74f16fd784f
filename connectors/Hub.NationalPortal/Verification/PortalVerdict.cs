namespace Hub.NationalPortal.Verification;

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
