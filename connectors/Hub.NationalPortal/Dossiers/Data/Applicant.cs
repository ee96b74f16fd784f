namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>The applicant; personal throughout.</summary>
public sealed record Applicant
{
    public string? Kind { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<Identity>? Identity { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? Fax { get; init; }

    public string? Address { get; init; }

    public string? PortalAccount { get; init; }

    public bool? VneidVerified { get; init; }
}
