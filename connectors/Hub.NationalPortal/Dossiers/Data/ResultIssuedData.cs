namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>Data of <c>dossier.result-issued.v1</c>.</summary>
public sealed record ResultIssuedData
{
    public IReadOnlyList<ResultPaper>? Papers { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    public string? SignedBy { get; init; }

    public Officer? Officer { get; init; }
}
