namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>What shows a decision.</summary>
public sealed record IntegrationEvidence
{
    public string? Url { get; init; }

    public string? Note { get; init; }
}
