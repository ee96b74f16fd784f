namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>The procedure of a dossier.</summary>
public sealed record ProcedureRef
{
    public string? Code { get; init; }

    public string? Name { get; init; }

    public string? FieldCode { get; init; }

    public string? FieldName { get; init; }
}
