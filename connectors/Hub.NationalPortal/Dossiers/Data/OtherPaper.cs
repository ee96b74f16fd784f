namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>A paper outside the procedure's list.</summary>
public sealed record OtherPaper
{
    public string? Name { get; init; }

    public long? Count { get; init; }

    public string? Kind { get; init; }
}
