namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>How the applicant wants the result.</summary>
public sealed record ResultReturn
{
    public string? By { get; init; }

    public string? Information { get; init; }
}
