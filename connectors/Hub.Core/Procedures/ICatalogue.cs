using Hub.Core.Trust;

namespace Hub.Core.Procedures;

/// <summary>The local catalogue of procedures and its history.</summary>
public interface ICatalogue
{
    /// <summary>Current procedures by code, without the withdrawn ones.</summary>
    Task<IReadOnlyDictionary<string, Procedure>> ReadAsync(CancellationToken ct);

    Task<Procedure?> FindAsync(string code, CancellationToken ct);

    /// <summary>Changes of one procedure (or of all when null), newest first.</summary>
    Task<IReadOnlyList<ProcedureChange>> HistoryAsync(string? code, int limit, CancellationToken ct);

    /// <summary>Applies changes that tell nobody (an import by an operator).</summary>
    Task ApplyAsync(IReadOnlyList<ProcedureChange> changes, AuditEntry audit, CancellationToken ct);

    Task<IReadOnlyList<Integration>> IntegrationsAsync(CancellationToken ct);

    Task<Integration?> IntegrationAsync(string procedureCode, CancellationToken ct);
}
