namespace Hub.Core.Dossiers;

/// <summary>What the store keeps of a dossier beside its events.</summary>
public sealed record DossierRow(
    string Code,
    string? ProcedureCode,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    string? Status,
    DateTimeOffset? StatusAt,
    bool IsClosed);
