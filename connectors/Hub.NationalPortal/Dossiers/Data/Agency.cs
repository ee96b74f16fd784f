namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>An agency or unit.</summary>
public sealed record Agency
{
    public string? Code { get; init; }

    public string? Name { get; init; }
}
