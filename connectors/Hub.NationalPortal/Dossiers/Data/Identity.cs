namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>An identity number.</summary>
public sealed record Identity
{
    public string? Kind { get; init; }

    public string? Number { get; init; }
}
