namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>A paper that settles the dossier.</summary>
public sealed record ResultPaper
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? ComponentCode { get; init; }

    public string? ResultCode { get; init; }

    public string? Url { get; init; }

    public string? Sha256 { get; init; }
}
