namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>Who acted.</summary>
public sealed record Officer
{
    public string? Name { get; init; }

    public string? Title { get; init; }

    public string? Department { get; init; }
}
