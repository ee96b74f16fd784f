namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>A paper the applicant handed in.</summary>
public sealed record Paper
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? ComponentCode { get; init; }

    public string? Url { get; init; }

    public bool? Digitised { get; init; }

    public bool? Reused { get; init; }

    public bool? FromNationalStore { get; init; }

    public string? ReplacesResultCode { get; init; }

    public bool? Removed { get; init; }
}
