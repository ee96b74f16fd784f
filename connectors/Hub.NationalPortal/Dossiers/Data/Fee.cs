namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>A fee in whole đồng.</summary>
public sealed record Fee
{
    public string? Code { get; init; }

    public string? Name { get; init; }

    public long Amount { get; init; }

    public string? Kind { get; init; }

    public string? Collected { get; init; }
}
