namespace Hub.NationalPortal;

public sealed record KpiOptions
{
    /// <summary>Rules of the pre-check that stop a dossier instead of only being noted; see <see cref="Kpi.KpiRules"/>.</summary>
    public List<string> Block { get; init; } = [];
}
