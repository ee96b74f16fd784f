using Hub.Core.Trust;

namespace Hub.Core.Ports;

/// <summary>Append-only, chained by hash.</summary>
public interface IAuditLog
{
    /// <summary>Returns after the commit.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken ct);

    Task<IReadOnlyList<AuditLine>> ListAsync(long after, int limit, CancellationToken ct);

    /// <summary>Recomputes the whole chain. Null when it holds; else the number of the first entry that is broken or missing.</summary>
    Task<long?> FirstBrokenAsync(CancellationToken ct);
}
