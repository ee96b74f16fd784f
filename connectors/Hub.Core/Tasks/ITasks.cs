using Hub.Core.Trust;

namespace Hub.Core.Tasks;

/// <summary>What waits for a person.</summary>
public interface ITasks
{
    Task<WorkTask?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>In order of <see cref="WorkTask.DueAt"/> and id. Null asks for all.</summary>
    /// <param name="open">True for those that wait, false for those that are ended.</param>
    /// <param name="afterDue">With <paramref name="after"/> the last one seen.</param>
    Task<IReadOnlyList<WorkTask>> ListAsync(
        bool open, string? kind, string? @operator, string? dossier, DateTimeOffset? afterDue, Guid? after, int limit, CancellationToken ct);

    /// <summary>Ends one task.</summary>
    /// <returns>False when it is ended already or there is none.</returns>
    Task<bool> EndAsync(Guid id, DateTimeOffset at, string by, string result, AuditEntry audit, CancellationToken ct);

    /// <summary>Opens tasks whose kind and subject are not open yet; returns how many were opened.</summary>
    Task<int> OpenAsync(IReadOnlyList<WorkTask> tasks, CancellationToken ct);
}
